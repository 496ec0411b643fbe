"""What a request says of itself: its days are those of the doctor's calendar, also close to midnight."""

from datetime import UTC, datetime

import pytest

from medic_desk.ui.time_off.request_list import history_lines
from tests.ui.time_off.one_request import request

# 23:30 on 31/1 in Greenwich is 01:30 on 1/2 in Athens.
LATE = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "time"),
    [
        ("Europe/Athens", "01/02/2026", "01:30"),
        ("Europe/London", "31/01/2026", "23:30"),
        ("America/New_York", "31/01/2026", "18:30"),
    ],
)
def test_a_notice_is_of_the_doctors_day(zone: str, day: str, time: str) -> None:
    assert history_lines(request(requested_at=LATE), zone) == [f"Asked for by Νίκος on {day}"]
    denied = request(
        requested_at=LATE, state="denied", decided_at=LATE, decided_by_name="Μαρία", decision_note="Όχι"
    )
    assert history_lines(denied, zone)[1:] == [
        f"Denied by Μαρία on {day} at {time}",
        "Note on the decision: Όχι",
    ]
