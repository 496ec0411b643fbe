"""What every test stands on: the database, the leak checks and the languages of the plugins named below."""

import os

from hypothesis import HealthCheck, settings

# Before Qt loads, which pytest-qt does while it is configured; a run under Xvfb may say otherwise.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# How fast this computer is today decides nothing.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")

pytest_plugins = [
    "tests.database",
    "tests.leaks",
    "tests.language",
    "tests.model.embedded.embedded_programs",
    "tests.ui.desk_fixtures",
    "tests.ui.far_desk",
]
