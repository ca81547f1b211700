"""Changes that a coordinator makes over the landscape file: as data, how they apply, and what they come to."""
