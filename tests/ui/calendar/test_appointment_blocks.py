"""Since when an appointment of today is late, and which rows are no block at all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from medic_desk.ui.calendar.appointment_blocks import _since, is_to_show
from tests.ui.calendar.test_carrying import MONDAY, appointment, at


def test_nobody_is_late_in_the_minute_of_the_start() -> None:
    one = appointment(at(MONDAY, 10))
    start = datetime.fromtimestamp(one.starts_at * 60, UTC)
    assert _since(one, start + timedelta(seconds=59)) is None
    assert _since(one, start + timedelta(minutes=1)) == ("confirmed", 1)


def test_a_hold_that_ended_is_no_cancelled_appointment() -> None:
    one = replace(appointment(at(MONDAY, 10)), status="cancelled")
    assert is_to_show(one)
    assert not is_to_show(replace(one, patient_name=None))
    assert is_to_show(replace(one, status="held", patient_name=None))
