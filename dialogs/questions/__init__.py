"""A questionnaire as data: its shape, its path, how it asks, and the strict reading of an answer."""
