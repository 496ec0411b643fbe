"""The main window: its menus, panels and status line, and what it remembers."""
