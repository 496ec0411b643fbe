"""Appointments: the week, booking, holds, moving, their steps, undo."""
