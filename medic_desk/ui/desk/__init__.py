"""The desk behind the windows: background jobs, the feed of changes, the person's latest acts."""
