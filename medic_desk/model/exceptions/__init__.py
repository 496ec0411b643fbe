"""A doctor's dated exceptions: read, saved, deleted."""
