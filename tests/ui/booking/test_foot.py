"""What the foot of a booking says of its hold: it stands while it is renewed, else its time runs out."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from medic_desk.model.appointments.holds import HOLD_LASTS, RENEW_EVERY
from medic_desk.ui.booking.foot import BookingFoot
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme

HELD = "Held for you, other desks see it"


@pytest.fixture
def foot(qtbot: QtBot, desk: Desk, theme: Theme) -> BookingFoot:
    made = BookingFoot(desk, theme)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_hold_that_is_renewed_does_not_count_down(desk: Desk, foot: BookingFoot) -> None:
    for left in (HOLD_LASTS, HOLD_LASTS - RENEW_EVERY):
        foot.show_held(desk.now() + left)
        assert foot.held == HELD
    foot.show_held(None)
    assert foot.held == ""


def test_a_renewal_that_is_overdue_counts_down_and_the_end_is_said(desk: Desk, foot: BookingFoot) -> None:
    foot.show_held(desk.now() + timedelta(seconds=65, milliseconds=900))
    assert foot.held == "Not renewed: held for you 1:05 more"
    foot.show_held(desk.now() - timedelta(seconds=1))
    assert foot.held == "No longer held for you: another desk may take it."
    foot.show_held(desk.now() + HOLD_LASTS)
    assert foot.held == HELD
