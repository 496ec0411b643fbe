"""A doctor's weekly hours: read, checked, previewed, saved."""
