"""How many worlds a law is tried on: all in the first run of the engine's tests, a third in its repetitions.

The tests are repeated under other time zones of the process (``make test-engine``): every given scenario and
every conversion as before, random worlds fewer, and what is marked ``once`` not at all.
"""

import os

IS_REPETITION = bool(os.environ.get("MEDIC_DESK_TESTS_REPEATED"))


def worlds_tried(count: int) -> int:
    """``count``, or a third of it where the same worlds were tried in a run before."""
    return count // 3 if IS_REPETITION else count
