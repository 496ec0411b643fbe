"""The line over the calendar: what is typed is understood while it is typed, and Enter does it."""
