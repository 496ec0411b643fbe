"""Patients: the card with its fields and all appointments, and two rows of one person merged."""
