"""What every test stands on: the database, the leak checks and the languages of the plugins named below."""

import os

# Before Qt loads, which pytest-qt does while it is configured; a run under Xvfb may say otherwise.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = [
    "tests.database",
    "tests.leaks",
    "tests.language",
    "tests.model.embedded.embedded_programs",
    "tests.ui.desk_fixtures",
]
