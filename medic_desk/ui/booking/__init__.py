"""Booking: who, what, when, and the hold that keeps the time meanwhile."""
