"""Patients: found by what is typed, and registered."""
