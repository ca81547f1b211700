"""Reading Dutch: a message goes through stages (normalise, personal data, sentences, danger, concepts, intent) once."""
