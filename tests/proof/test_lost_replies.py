"""Every act whose COMMIT gets lost, on its way there or on its way back, and every undo: done once."""

import secrets
from collections import Counter
from collections.abc import Iterator

import pytest

from medic_desk.model.store.store import Store
from tests.database import TestServer
from tests.model.acts.acting_desk import Desk
from tests.model.acts.every_act import CASES, Call, act_id_of, prepared_undo
from tests.model.acts.ways_back import WAYS_BACK
from tests.model.small_clinic import make_small_clinic
from tests.model.store.wire import Wire

pytestmark = [pytest.mark.proof, pytest.mark.timeout(1800)]


@pytest.mark.parametrize("when", ["before", "after"])
def test_every_act_is_done_once(test_server: TestServer, when: str) -> None:
    tally: Counter[str] = Counter()
    for name, call in _calls(test_server):
        with Wire(call.url) as wire, Store(wire.url(), "far desk") as store:
            desk = Desk(store, make_small_clinic(store, today=True))
            act, request = call.prepare(desk)
            wire.lose_commit(when)
            appointment = desk.do(act, request)
            assert wire.lost == {when: 1}, name
            if name == "hold renewed":
                # No event tells of it: it is done again, and once or twice is the same.
                assert appointment.status == "held"
                continue
            assert appointment.already_done == (when == "after"), name
            act_id = act_id_of(request)
            events = desk.rows(f"SELECT id FROM appointment_events WHERE act_id = '{act_id}'")
            versions = desk.rows(
                "SELECT a.id FROM appointments a WHERE status <> 'held' AND row_version <>"
                " (SELECT count(*) FROM appointment_events e WHERE e.appointment_id = a.id)"
                " AND cancellation_reason IS DISTINCT FROM 'hold_released'"
            )
            assert (len(events), versions) == (1, []), name
            tally["found done by the retry" if appointment.already_done else "done by the retry"] += 1
    print(f"\nCOMMIT lost {when} the server had it: {dict(tally)}, each once")


class _Prepared:
    def __init__(self, url: str, name: str, *, is_undone: bool) -> None:
        self.url = url
        (self._case,) = [case for case in CASES if case.name == name]
        self._is_undone = is_undone

    def prepare(self, desk: Desk) -> Call:
        return prepared_undo(self._case, desk) if self._is_undone else self._case.prepare(desk)


def _calls(server: TestServer) -> Iterator[tuple[str, _Prepared]]:
    """Each act, and the undo of each that has one, with a database of its own."""
    wanted = [(case.name, False) for case in CASES] + [(name, True) for name in WAYS_BACK]
    for name, is_undone in wanted:
        database = f"lost_{secrets.token_hex(6)}"
        url = server.create(database)
        yield (f"undo of {name}" if is_undone else name), _Prepared(url, name, is_undone=is_undone)
        server.drop(database)
