"""A doctor's weekly hours: edited as a draft, drawn, listed, and shown in their effect."""
