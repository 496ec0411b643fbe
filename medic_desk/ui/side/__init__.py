"""The panel at the left: the month, which doctors are shown, the first free time, what is carried."""
