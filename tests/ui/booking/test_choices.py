"""Service, doctor and place in the dock: what is chosen by itself, and what stays when one changes."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.engine.clinic_time import datetime_at, minute_ceil
from medic_desk.model.appointments.free_starts import PartOfDay
from medic_desk.model.store.store import Store
from medic_desk.model.tables import DoctorLocationRow, ScheduleExceptionRow
from medic_desk.tour import type_text
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.booking.last_services import LastServices
from medic_desk.ui.booking.wanted import Wanted
from medic_desk.ui.controls.found_combo import FoundCombo
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.window.memory import Memory
from tests.model.small_clinic import SmallClinic, add
from tests.ui.booking.steps import confirmed, find_patient, until_ready

Begin = Callable[[Wanted], BookingDock]


@pytest.fixture
def begin(window: MainWindow) -> Begin:
    """Begin a booking in the window."""

    def begun(wanted: Wanted) -> BookingDock:
        dock = window.booking.open(wanted)
        assert dock is not None
        return dock

    return begun


def until_read(qtbot: QtBot, dock: BookingDock) -> None:
    qtbot.waitUntil(lambda: dock.starts.found is not None and not dock.keeper.is_busy)


def doctors_of(dock: BookingDock) -> set[str]:
    found = dock.starts.found
    return {start.doctor_id for start in found.starts} if found is not None else set()


def test_no_service_is_chosen_but_the_one_last_booked_at_this_desk(
    qtbot: QtBot, window: MainWindow, begin: Begin, small: SmallClinic, memory: Memory
) -> None:
    dock = begin(Wanted(small.doctor_id, small.day))
    assert (dock.choice.chosen, dock.starts.start, dock.foot.sentence) == (None, None, "")
    assert dock.choice.service.currentText() == ""
    find_patient(qtbot, dock, "nikol")
    assert dock.foot.missing == "Choose a service."
    assert dock.choice.service.hasFocus()
    QTest.keyClicks(dock.choice.service, "thl")
    assert dock.choice.chosen is not None
    assert dock.choice.chosen.id == small.call_id
    until_ready(qtbot, dock)
    QTest.keyClick(dock.choice.service, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.dock is None)
    assert LastServices(memory).of(small.doctor_id) == small.call_id
    again = begin(Wanted(small.doctor_id, small.day))
    assert again.choice.chosen is not None
    assert again.choice.chosen.id == small.call_id


class Keyboard:
    """Presses keys at the window as a whole: what has focus gets them. Each press counts, with Alt too."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.presses = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.presses += 1
        QTest.keyClick(self._window.windowHandle(), key, modifier)

    def type(self, letters: str) -> None:
        for letter in letters:
            self.press(Qt.Key[f"Key_{letter.upper()}"])


@pytest.mark.parametrize("way", ["mnemonic", "tabs"])
def test_at_most_twenty_keys_to_a_named_patient_and_another_service(
    qtbot: QtBot,
    window: MainWindow,
    small: SmallClinic,
    memory: Memory,
    database_url: str,
    way: str,
) -> None:
    """From the calendar with nothing chosen, every key pressed at the window itself, as a keyboard does."""
    LastServices(memory).note(small.doctor_id, small.service_id)
    window.side.choose_service("")
    window.activateWindow()
    window.calendar.week.setFocus()
    qtbot.waitUntil(window.calendar.week.hasFocus)
    keyboard = Keyboard(window)
    keyboard.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dock = window.dock
    assert dock is not None
    assert dock.choice.chosen is not None
    assert dock.choice.chosen.id == small.service_id
    keyboard.type("nikol")
    qtbot.waitUntil(lambda: bool(dock.patient.results.entries))
    keyboard.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dock.patient.patient is not None)
    until_read(qtbot, dock)
    # The service that was booked last is chosen, so focus is at the button: back over notes and starts.
    if way == "mnemonic":
        keyboard.press(Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    while not dock.choice.service.hasFocus():
        assert way == "tabs"
        keyboard.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    keyboard.type("thl")
    until_ready(qtbot, dock)
    assert "15 min" in dock.foot.sentence
    keyboard.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.dock is None)
    assert confirmed(database_url) == 1
    assert keyboard.presses <= (12 if way == "mnemonic" else 20)


def test_any_doctor_offers_the_starts_of_all_who_have_the_service(
    qtbot: QtBot, begin: Begin, small: SmallClinic
) -> None:
    dock = begin(Wanted(None, small.day))
    assert dock.choice.doctor.currentText() == "Any doctor"
    assert [one.name for one in dock.choice.service.rows_model.rows] == ["Επίσκεψη", "Τηλεφώνημα"]
    lit: list[tuple[object, object]] = []
    dock.lit_changed.connect(lambda offers, held: lit.append((offers, held)))
    dock.choice.service.choose_place(0)
    until_read(qtbot, dock)
    assert dock.choice.doctor.currentText() == "Any of 2"
    assert doctors_of(dock) == {small.doctor_id, small.colleague_id}
    offers = {small.doctor_id: small.service_id, small.colleague_id: small.colleague_service_id}
    assert lit[0] == (offers, None)
    start = dock.starts.start
    assert start is not None
    assert lit[1:] == [(offers, start.key)]
    assert dock.starts.legend.isVisible()
    dock.take_start(small.colleague_id, small.at(12))
    assert dock.starts.start is not None
    assert dock.starts.start.appointment_type_id == small.colleague_service_id
    assert "Γεωργίου" in dock.foot.sentence
    assert "60\u00a0€" in dock.foot.sentence, "the price is the doctor's own"
    dock.discard()
    assert lit.pop() == (None, None)


def test_another_doctor_keeps_the_service_by_its_like_or_asks(
    qtbot: QtBot, begin: Begin, small: SmallClinic
) -> None:
    dock = begin(Wanted(small.doctor_id, small.day, small.service_id, small.at(10)))
    until_read(qtbot, dock)
    dock.take_start(small.colleague_id, small.at(11))
    assert dock.choice.chosen is not None
    assert dock.choice.chosen.id == small.colleague_service_id
    qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(11))
    dock.choice.begin(small.doctor_id, small.call_id)
    dock.form.ask()
    until_read(qtbot, dock)
    dock.take_start(small.colleague_id, small.at(12))
    assert dock.choice.service.currentText() == "", "the colleague gives no such service"
    assert dock.foot.sentence == ""
    assert dock.choice.doctor_id == small.colleague_id


def test_a_place_is_any_house_of_those_who_have_the_service(
    qtbot: QtBot, store: Store, begin: Begin, small: SmallClinic, desk: Desk
) -> None:
    with qtbot.waitSignal(desk.clinic_changed, timeout=20_000):
        store.do(lambda session: add(session, DoctorLocationRow, doctor_id=small.colleague_id, name="Βόρεια"))
    dock = begin(Wanted(None, small.day, small.service_id))
    until_read(qtbot, dock)
    places = [one.name for one in dock.choice.place.rows_model.rows]
    assert places == ["Any place", "Βόρεια", "Κέντρο"]
    dock.choice.place.choose_place(1)
    qtbot.waitUntil(lambda: doctors_of(dock) == {small.colleague_id})
    assert dock.starts.start is not None
    assert "Βόρεια" in dock.foot.sentence


def test_a_part_of_the_day_and_a_first_day(qtbot: QtBot, begin: Begin, small: SmallClinic) -> None:
    dock = begin(Wanted(small.doctor_id, small.day, small.service_id))
    until_read(qtbot, dock)
    assert dock.starts.starts_at == small.at(9)
    QTest.mouseClick(dock.starts.filter.parts.buttons.button(2), Qt.MouseButton.LeftButton)
    assert dock.starts.filter.part is PartOfDay.PM
    qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(12))
    dock.starts.filter.day.setFocus()
    QTest.keyClick(dock.starts.filter.day, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(12, days=1))


def test_no_start_is_offered_that_has_passed(
    qtbot: QtBot, begin: Begin, small: SmallClinic, desk: Desk, window: MainWindow
) -> None:
    dock = begin(Wanted(small.doctor_id, window.calendar.today(), small.service_id))
    until_read(qtbot, dock)
    found = dock.starts.found
    assert found is not None
    assert all(start.starts_at >= minute_ceil(dock.starts.begun_at) for start in found.starts)
    dock.starts.wish(small.doctor_id, minute_ceil(desk.now()) - 5)
    with qtbot.waitSignal(dock.starts.gone):
        dock.starts.read_again()
    assert dock.starts.start is None


def test_days_without_free_time_say_why(qtbot: QtBot, begin: Begin, store: Store, small: SmallClinic) -> None:
    store.do(
        lambda session: add(
            session,
            ScheduleExceptionRow,
            doctor_id=small.doctor_id,
            exception_type="blocked",
            starts_at=datetime_at(small.at(0)),
            ends_at=datetime_at(small.at(0, days=20)),
            reason="Άδεια",
        )
    )
    dock = begin(Wanted(small.doctor_id, small.day, small.service_id))
    until_read(qtbot, dock)
    assert "Away until" in dock.message.text
    assert "Άδεια" in dock.message.text
    assert dock.foot.missing


def test_a_service_is_found_by_any_word_in_any_letters(qtbot: QtBot, theme: Theme) -> None:
    names = ("Επίσκεψη", "Τεστ κοπώσεως", "Τηλεφωνική συμβουλή", "Triplex καρδιάς")
    combo: FoundCombo[str] = FoundCombo(str, str)
    qtbot.addWidget(combo)
    combo.show()
    combo.show_rows(names, may_be_none=True)
    for typed, found in (("kop", names[1]), ("συμ", names[2]), ("trip", names[3]), ("epis", names[0])):
        combo.clearFocus()
        combo._typed = ""
        type_text(combo, typed)
        assert combo.chosen_row() == found, typed
