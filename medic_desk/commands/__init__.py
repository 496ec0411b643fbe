"""What medic-desk does on the command line without a window."""
