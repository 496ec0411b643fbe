"""The stations of the walk: each opens one window or panel, brings it into its states and measures each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QPushButton, QWidget

from medic_desk.model.appointments.appointment_steps import cancel, reject
from medic_desk.model.appointments.waiting_counts import WaitingCounts
from medic_desk.model.store.errors import ConnectionLost, StoreUnreachable
from medic_desk.ui.appointments.cancel_dialog import CancelDialog
from medic_desk.ui.appointments.move_dialog import MoveDialog
from medic_desk.ui.appointments.overbook_dialog import OverbookDialog
from medic_desk.ui.appointments.record_dialog import RecordDialog
from medic_desk.ui.appointments.service_dialog import ServiceDialog
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.exceptions.window import ExceptionsWindow
from medic_desk.ui.hours.copy_dialog import DayChoice
from medic_desk.ui.hours.editor import RuleEditor
from medic_desk.ui.time_off.window import TimeOffWindow
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.window.memory import Memory
from medic_desk.ui.words.errors import error_sentence
from tests.ui.clipping.flow_stations import flow as at_flow
from tests.ui.clipping.painted_text import visible_widgets
from tests.ui.clipping.patient_stations import patients as at_patients
from tests.ui.clipping.sign_in_station import sign_in
from tests.ui.clipping.walk import Walk
from tests.ui.staff import type_text


def calendar(walk: Walk) -> None:
    """Each doctor's week, a day, no hours at all; the panel at each kind of appointment and grey minute."""
    with main_window(walk) as window:
        window.calendar.show_days(1)
        window.side.choose_doctors(doctors_of(walk))
        _until_read(walk, window)
        walk.measure(window, "day by doctors")
        _panel_at_the_left(walk, window)
        window.calendar.show_kind("rooms")
        walk.measure(window, "day by rooms")
        window.calendar.show_kind("doctors")
        window.calendar.show_days(7)
        for doctor in doctors_of(walk):
            _choose(walk, window, doctor)
            walk.measure(window, "week")
        window.calendar.show_days(1)
        _until_read(walk, window)
        walk.measure(window, "day")
        window.calendar.show_days(7)
        _until_read(walk, window)
        _appointments(walk, window)
        _grey_minutes(walk, window)
        window.calendar.go_to(window.calendar.today() + timedelta(days=7 * 104))
        _until_read(walk, window)
        walk.measure(window, "empty week")
        _sentences(walk, window)


def _panel_at_the_left(walk: Walk, window: MainWindow) -> None:
    """First free with its answers, with a reason in their place, and with its list of services."""
    first_free = window.side.first_free
    window.side.choose_service(walk.clinic.services[0].id)
    window.side.ask_first_free()
    walk.until(lambda: not first_free.reading.is_reading, "the first free times")
    walk.measure(window, "first free")
    first_free.form.day.set_day(window.calendar.today() + timedelta(days=7 * 104))
    first_free.form.changed.emit()
    walk.until(lambda: not first_free.reading.is_reading, "the first free times")
    walk.measure(window, "first free far ahead")
    first_free.form.service.setFocus()
    QTest.keyClick(first_free.form.service.line, Qt.Key.Key_Down)
    walk.measure(window, "services of first free")
    QTest.keyClick(first_free.form.service.line, Qt.Key.Key_Escape)


def _appointments(walk: Walk, window: MainWindow) -> None:
    week = window.calendar.shown_week
    assert week is not None
    seen: set[tuple[str, bool]] = set()
    for one in week.appointments:
        kind = (one.status, one.patient_arrived_at is None)
        if kind not in seen:
            seen.add(kind)
            window.show_appointment(one.id)
            if window.strip.isVisible():
                walk.measure(window, "appointment strip")
                window.menus.details.setChecked(True)
            walk.measure(window, "appointment panel")
            window.menus.details.setChecked(False)


def _grey_minutes(walk: Walk, window: MainWindow) -> None:
    picture = window.calendar.week.picture
    assert picture is not None
    kinds: set[str] = set()
    for ground in picture.grounds:
        if ground.kind not in kinds:
            kinds.add(ground.kind)
            for minute in (ground.starts_at, ground.ends_at + 17):
                window.ask_why_not(minute)
                walk.until(lambda: not window.why_not.is_looking, "the starts")
                walk.measure(window, "why-not popover")
    for block in picture.blocks[:3]:
        window.ask_why_not(block.starts_at)
        walk.until(lambda: not window.why_not.is_looking, "the starts")
        walk.measure(window, "why-not popover")


def _sentences(walk: Walk, window: MainWindow) -> None:
    """What banners, notices and the status line say in trouble."""
    window.calendar.banner.say(error_sentence(StoreUnreachable("silent", "clinic-server/medic_desk", "x")))
    choices = tuple((words, nothing) for words in ("Παρασκευή 27/11 στις 10:15",) * 3)
    window.calendar.answer.say(error_sentence(ConnectionLost()), choices)
    told = "Παπαδημητρακοπούλου-Κωνσταντινίδου Αλεξάνδρα, Παρασκευή 27/11/2026, 10:15. "
    window.status.notice.say(told * 2, can_undo=True)
    walk.measure(window, "banners")


def nothing() -> None:
    """What a choice of a measured banner does."""


def waiting(walk: Walk) -> None:
    """The badges, each list behind them with its rows, and each of them empty; the flow and the call list."""
    with main_window(walk) as window:
        dock, badges = window.waiting, window.status.badges
        walk.until(lambda: badges.counts.rebook > 0, "the counts")
        counts = badges.counts
        many = WaitingCounts(max(3, counts.rebook), max(128, counts.requests), max(12, counts.holds))
        badges.show_counts(many)
        window.status.notice.say("Παπαδημητρακοπούλου Αλεξάνδρα, Παρασκευή 27/11 στις 10:15.", can_undo=True)
        pane = dock.made()
        for kind in ("requests", "holds"):
            dock.toggle(kind)
            walk.measure(window, f"waiting {kind}", while_reading=True)
            walk.until(lambda: pane.is_read and pane.is_settled, "the list")
            walk.measure(window, f"waiting {kind}")
            for row in pane.list.rows[:3]:
                pane.list.choose(row.id)
                walk.measure(window, f"waiting {kind}")
        dock.close()
        at_flow(walk, window, doctors_of(walk)[0])


def at_the_desk(walk: Walk) -> None:
    """What stands over one main window and leaves it as it was: menus, the booking form, dialogs."""
    with main_window(walk) as window:
        _menus(walk, window)
        walk.until(lambda: window.dialog is None, "the closed keys")
        _booking(walk, window)
        _moving_and_cancelling(walk, window)


def _menus(walk: Walk, window: MainWindow) -> None:
    """Every menu of the menu bar, with all its rows on the screen."""
    for action in window.menuBar().actions():
        menu = action.menu()
        assert menu is not None
        menu.popup(QPoint(0, 40))  # type: ignore[attr-defined]
        walk.measure(menu, f"menu {action.text()}")  # type: ignore[arg-type]
        menu.hide()  # type: ignore[attr-defined]
    window.side.month.setFocus()
    window.menus.help.trigger()
    walk.until(lambda: isinstance(window.dialog, QDialog), "the keys")
    assert window.dialog is not None
    walk.measure(window.dialog, "keys")
    window.dialog.reject()


def _booking(walk: Walk, window: MainWindow) -> None:
    """The booking form: empty, searching, a new patient with likely duplicates, nothing free."""
    minute = _first_free(walk, window)
    window.book_at(minute)
    walk.until(lambda: isinstance(window.dock, BookingDock), "the form")
    dock = window.dock
    assert isinstance(dock, BookingDock)
    walk.until(lambda: dock.starts.found is not None, "the times")
    walk.measure(dock, "booking")
    _popups(walk, dock, "booking")
    type_text(dock.patient.search, "papad")
    walk.until(lambda: len(dock.patient.results.entries) > 1, "the patients")
    walk.measure(dock, "booking search")
    name = dock.patient.results.entries[0].full_name
    dock.patient.search.clear()
    type_text(dock.patient.search, name)
    dock.patient.new_button.click()
    walk.until(lambda: bool(dock.patient.form.duplicates.entries), "the likely duplicates")
    walk.measure(dock, "booking new patient")
    dock.message.say(error_sentence(ConnectionLost()), (("Παρασκευή 27/11 στις 10:15", nothing),) * 3)
    walk.measure(dock, "booking message")
    dock.discard()
    walk.until(lambda: window.dock is None, "the closed form")


def patients(walk: Walk) -> None:
    """The window of patients beside the calendar, and its warning in the panel."""
    with main_window(walk) as window:
        at_patients(walk, window)


def _moving_and_cancelling(walk: Walk, window: MainWindow) -> None:
    """The dialogs of one appointment."""
    _first_free(walk, window)
    week, names = window.calendar.shown_week, window.calendar.names()
    assert week is not None
    assert names is not None
    one = next(a for a in week.appointments if a.patient_id is not None)
    move = MoveDialog(walk.desk, walk.theme, one, names, window)
    with walk.opened(move, lambda: move.starts.found is not None):
        walk.measure(move, "move")
    change = ServiceDialog(walk.desk, walk.theme, one, names, window)
    with walk.opened(change, change.isVisible):
        walk.measure(change, "change service, none chosen")
        QTest.keyClick(change.service, Qt.Key.Key_Down)
        walk.until(lambda: change.collisions.why is not None, "what the service meets")
        walk.measure(change, "change service")
        _popups(walk, change, "change service")
    over = OverbookDialog(walk.desk, walk.theme, one.doctor_id, one.starts_at, None, window)
    with walk.opened(over, over.isVisible):
        walk.measure(over, "overbook, no service chosen")
        QTest.keyClick(over.service, Qt.Key.Key_Down)
        walk.until(lambda: over.collisions.why is not None, "what the service meets")
        walk.measure(over, "overbook")
        _popups(walk, over, "overbook")
        over.message.say(error_sentence(ConnectionLost()))
        walk.measure(over, "overbook message")
    record = RecordDialog(walk.desk, walk.theme, one.doctor_id, window)
    with walk.opened(record, record.isVisible):
        record.day.clear()
        record.record()
        walk.measure(record, "record")
        _popups(walk, record, "record")
    for act in (cancel, reject):
        dialog = CancelDialog(walk.desk, walk.theme, one, names, act, window)
        with walk.opened(dialog, dialog.isVisible):
            walk.measure(dialog, act.name)


def rules(walk: Walk) -> None:
    """What a manager changes, over one main window: hours, blocked and opened time, time off."""
    walk.desk.sign_in(walk.person("manager"))
    with main_window(walk) as window:
        _hours(walk, window)
        _exceptions(walk, window)
        _time_off(walk, window)


def _hours(walk: Walk, window: MainWindow) -> None:
    """The hours editor: each rule, a new one, errors, its message, the question which days to copy to."""
    for doctor in doctors_of(walk)[:4]:
        editor = RuleEditor(walk.desk, walk.theme, doctor, window)
        with walk.opened(editor, lambda editor=editor: editor.draft is not None):  # type: ignore[misc]
            walk.measure(editor, "hours")
            _popups(walk, editor, "hours")
            _press(walk, editor.rule_buttons, "add_button")
            walk.measure(editor, "hours new rule")
            editor.message.say(error_sentence(ConnectionLost()), (("Δοκιμή ξανά", nothing),))
            walk.measure(editor, "hours message")
    copy = DayChoice(walk.theme, "Δευτέρα", 1, (2, 3), window)
    with walk.opened(copy, copy.isVisible):
        walk.measure(copy, "copy to days")


def _exceptions(walk: Walk, window: MainWindow) -> None:
    """Blocked and opened time: the list, a new entry, its message."""
    for doctor in doctors_of(walk)[:3]:
        shown = ExceptionsWindow(walk.desk, walk.theme, doctor, window)
        with walk.opened(shown, lambda shown=shown: shown.standing is not None):  # type: ignore[misc]
            walk.measure(shown, "exceptions")
            _popups(walk, shown, "exceptions")
            shown.begin_new()
            walk.measure(shown, "exceptions new entry")
            shown.message.say(error_sentence(ConnectionLost()), (("Δοκιμή ξανά", nothing),))
            walk.measure(shown, "exceptions message")


def _time_off(walk: Walk, window: MainWindow) -> None:
    """Requests for time off, each chosen once, and the form that asks for it."""
    shown = TimeOffWindow(walk.desk, walk.theme, None, window)
    with walk.opened(shown, lambda: bool(shown.requests)):
        for row in range(min(6, len(shown.requests))):
            model = shown.list.model()
            shown.list.setCurrentIndex(model.index(row, 0))
            walk.measure(shown, "time off")
        shown.ask()
        walk.until(lambda: shown.dialog is not None, "the form")
        assert shown.dialog is not None
        walk.measure(shown.dialog, "ask for time off")
        _popups(walk, shown.dialog, "ask for time off")
        shown.dialog.reject()


# Means


@contextmanager
def main_window(walk: Walk) -> Iterator[MainWindow]:
    """The main window as large as its screen, with the panel at the right."""
    if walk.desk.person is None:
        walk.desk.sign_in(walk.person("receptionist"))
    window = MainWindow(walk.desk, walk.theme, Memory(walk.memory_path))
    window.resize(window.screen().availableGeometry().size())
    window.show()
    window.menus.details.setChecked(True)
    window.menus.side.setChecked(True)
    _until_read(walk, window)
    try:
        yield window
    finally:
        walk.until(lambda: window.dialog is None, "the closed dialog")
        window.close()
        window.deleteLater()
        walk.settle()


def doctors_of(walk: Walk) -> list[str]:
    return [doctor.id for doctor in walk.clinic.doctors if doctor.is_active]


def _until_read(walk: Walk, window: MainWindow) -> None:
    calendar = window.calendar

    def is_read() -> bool:
        weeks = [calendar.week_of(one) for one in calendar.doctor_ids]
        wanted = (calendar.first_day, calendar.days)
        return all(week is not None and (week.first_day, week.days) == wanted for week in weeks)

    walk.until(is_read, "the days")
    walk.settle()


def _choose(walk: Walk, window: MainWindow, doctor_id: str) -> None:
    """Show a doctor alone, with the free starts of the first of their services."""
    window.side.choose_doctor(doctor_id)
    window.side.choose_service(next(iter(walk.clinic.services_of(doctor_id))).id)
    _until_read(walk, window)


def _first_free(walk: Walk, window: MainWindow) -> int:
    """Show a doctor's coming week that has appointments and free starts; the first of those."""
    window.calendar.show_days(7)
    window.calendar.go_to(window.calendar.today() + walk.in_a_week)
    for doctor in doctors_of(walk):
        _choose(walk, window, doctor)
        picture = window.calendar.week.picture
        if picture is not None and picture.free_slots and len(picture.blocks) > 3:
            return picture.free_slots[0].starts_at
    raise RuntimeError("no doctor has free starts and appointments in the coming week")


def _press(walk: Walk, dialog: Any, *names: str) -> None:
    """Press the first of these buttons that the dialog has."""
    button = next(getattr(dialog, name) for name in names if hasattr(dialog, name))
    assert isinstance(button, QPushButton)
    button.click()
    walk.settle()


def _popups(walk: Walk, window: QWidget, name: str) -> None:
    """The list that each choice of a form drops: whole rows, the last one too."""
    for box in [one for one in visible_widgets(window) if isinstance(one, QComboBox) and one.count()]:
        box.showPopup()
        walk.settle()
        popup = QApplication.activePopupWidget() or box.view().window()
        walk.measure(popup, f"{name} popup")
        box.hidePopup()
        walk.settle()


STATIONS: tuple[Callable[[Walk], None], ...] = (
    sign_in,
    calendar,
    waiting,
    at_the_desk,
    patients,
    rules,
)
