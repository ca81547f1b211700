"""Dutch words of time: reading them, the moments they stand for, and saying back what was understood. Pure."""
