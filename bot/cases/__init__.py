"""Case backends: one module each, found by its name."""
