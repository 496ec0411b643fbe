"""Requests for time off: asked, listed, decided."""
