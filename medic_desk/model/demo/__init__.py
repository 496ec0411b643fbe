"""The demo clinic: planned from `resources/demo`, the same for the same seed and date, and loaded."""
