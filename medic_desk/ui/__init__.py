"""The window: everything that knows PySide6, and nothing that knows SQL."""
