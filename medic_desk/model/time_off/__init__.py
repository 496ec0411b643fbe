"""Requests for time off: read, asked, decided."""
