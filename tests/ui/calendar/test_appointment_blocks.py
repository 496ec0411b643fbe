"""Since when an appointment of today is late."""

from datetime import UTC, datetime, timedelta

from medic_desk.ui.calendar.appointment_blocks import _since
from tests.ui.calendar.test_carrying import MONDAY, appointment, at


def test_nobody_is_late_in_the_minute_of_the_start() -> None:
    one = appointment(at(MONDAY, 10))
    start = datetime.fromtimestamp(one.starts_at * 60, UTC)
    assert _since(one, start + timedelta(seconds=59)) is None
    assert _since(one, start + timedelta(minutes=1)) == ("confirmed", 1)
