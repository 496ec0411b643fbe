"""Whether it is known what became of an act: only then may a person send another one in its place."""

from medic_desk.model.store.errors import ConnectionLost, Contended, StoreUnreachable, TookTooLong
from medic_desk.ui.desk.jobs import DeadlinePassed, TooManyJobs


def is_unknown(error: Exception, *, was_unknown: bool) -> bool:
    """Whether an act that ended with ``error`` may have happened all the same.

    ``was_unknown`` says so of a former try of the same request: an error that never came to ask the database
    leaves it so. Then the very same request is sent again, and it happens once (truth.md, step 1).
    """
    if isinstance(error, DeadlinePassed):
        return True
    if isinstance(error, ConnectionLost):
        return was_unknown or not error.is_undone
    tells_nothing = isinstance(error, (StoreUnreachable, Contended, TookTooLong, TooManyJobs))
    return was_unknown and tells_nothing
