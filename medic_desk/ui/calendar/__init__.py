"""The calendar of appointments: which days are shown, by mouse, by keys and to screen readers."""
