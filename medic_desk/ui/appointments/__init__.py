"""One appointment in the window: its details, its history, and the acts on it."""
