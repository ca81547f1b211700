"""The vijf basisvragen: colours, conclusion and actions, and how the overview is told and used."""
