"""What every test stands on: the database of ``tests.database`` and the leak checks of ``tests.leaks``."""

import os

# Before Qt loads, which pytest-qt does while it is configured; a run under Xvfb may say otherwise.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = [
    "tests.database",
    "tests.leaks",
    "tests.model.embedded.embedded_programs",
    "tests.ui.desk_fixtures",
]
