"""The tour: drives the real widgets through a real booking and puts a picture of every window into a folder.

Keys and clicks go to the widgets as a person's would; everything is read from and written to the database.
"""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from medic_desk.engine.facts import Minute
from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import BookingRequest, book
from medic_desk.model.clinic.clinic import Clinic, Person
from medic_desk.model.clinic.permissions import Role, role_of
from medic_desk.model.patients.search import read_patients
from medic_desk.model.store.store import Store
from medic_desk.ui.appointments.cancel_dialog import CancelDialog
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.day_grid.grid_picture import GridPicture
from medic_desk.ui.day_grid.shown_hours import visible_hours
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.flow.late_dialog import LateDialog
from medic_desk.ui.sign_in.dialog import Opening
from medic_desk.ui.theme import Mode, Theme, text_scale_for
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.window.memory import Memory

DialogKind = TypeVar("DialogKind", bound=QDialog)

_PATIENCE_SECONDS = 20.0
_SIZE = (1600, 1000)
_WEEKS_AHEAD = 12
"""As far as the tour looks for a week with enough free time."""


class TourStuck(RuntimeError):
    """A window did not come to show what it should."""


def render_tour(store: Store, clinic: Clinic, desk_name: str, folder: Path) -> list[Path]:
    """Walk through the program and answer the pictures' paths, in order. Raises ``TourStuck``.

    Needs an application; the folder must be there. What it books stays booked.
    """
    with tempfile.TemporaryDirectory() as remembered:
        tour = Tour(store, clinic, desk_name, folder, Memory(Path(remembered) / "windows.ini"))
        try:
            tour.walk()
        finally:
            tour.end()
    return tour.pictures


class Tour:
    """One walk; ``pictures`` are the paths written so far."""

    def __init__(self, store: Store, clinic: Clinic, desk_name: str, folder: Path, memory: Memory) -> None:
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            raise TypeError("the tour needs an application")
        self._store = store
        self._clinic = clinic
        self._folder = folder
        self._memory = memory
        self.pictures: list[Path] = []
        self._jobs = Jobs()
        self._theme = Theme(Mode.LIGHT, scale=1.0)
        self._theme.install(application)
        self._desk = Desk(store, self._jobs, desk_name)
        self._window: MainWindow | None = None

    def walk(self) -> None:
        """Take every picture."""
        person = self._choose_person()
        self._desk.open(self._clinic)
        self._desk.sign_in(person)
        self._open_window()
        self._find_a_full_week()
        self._look_around()
        self._book()
        self._lose_a_race()
        self._type_a_new_patient()
        self._cancel()
        self._open_card()
        self._type_a_line()
        self._show_worklist()
        self._show_help()
        self._show_flow()
        self._show_sizes()
        self._show_empty_week()

    def end(self) -> None:
        """Close everything."""
        if self._window is not None:
            if self._window.dock is not None:
                self._window.dock.discard()
            self._window.close()
            self._window.deleteLater()
        self._desk.close()
        QApplication.sendPostedEvents()

    # The stations

    def _choose_person(self) -> Person:
        found = _Found(self._clinic)
        opening = Opening(self._jobs, self._theme, partial(_answer, found), "")
        opening.show()
        opening.reach()
        self._until(lambda: bool(opening.people.rows), "the people")
        self._take(opening, "opening")
        opening.close()
        opening.deleteLater()
        people = [one for one in self._clinic.people if one.is_active]
        return next((one for one in people if role_of(one) is Role.RECEPTIONIST), people[0])

    def _open_window(self, size: tuple[int, int] = _SIZE) -> None:
        """Open the window as on a screen of that size, in place of the one that is open."""
        former, self._window = self._window, None
        if former is not None:
            former.close()
            former.deleteLater()
        self._theme.set_text_scale(text_scale_for(size[0]))
        window = MainWindow(self._desk, self._theme, self._memory)
        window.resize(*size)
        window.show()
        self._window = window
        self._until_read()

    def _find_a_full_week(self) -> None:
        """Show a doctor and a service with free time and appointments in one week."""
        window = self.window
        self._take(window, "day-by-doctors")
        window.calendar.show_days(7)
        for _ in range(_WEEKS_AHEAD):
            for doctor in self._clinic.listed_doctors:
                window.side.choose_doctor(doctor.id)
                self._until_read()
                for service in self._clinic.services_of(doctor.id):
                    window.side.choose_service(service.id)
                    picture = window.calendar.week.picture
                    if picture is not None and _is_lively(picture):
                        return
            QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
            self._until_read()
        raise TourStuck("no week has free time and appointments")

    def _look_around(self) -> None:
        window = self.window
        self._take(window, "calendar-light")
        self._theme.set_mode(Mode.DARK)
        self._take(window, "calendar-dark")
        self._theme.set_mode(Mode.LIGHT)
        week = window.calendar.shown_week
        if week is not None:
            seen = next((a for a in week.appointments if a.patient_id and a.status == "confirmed"), None)
            if seen is not None:
                window.calendar.week.show_minute(seen.starts_at)
                QTest.keyClick(window.calendar.week, Qt.Key.Key_Space)
                self._take(window, "appointment")
        window.calendar.week.setFocus()
        grey = self._grey_minute()
        window.calendar.week.show_minute(grey)
        QTest.keyClick(window.calendar.week, Qt.Key.Key_F1)
        self._until(lambda: bool(window.why_not.offered), "the nearest starts")
        self._take(window, "why-not")
        window.why_not.dismiss()

    def _book(self) -> None:
        window = self.window
        start = self._click_free_slot()
        dock = self._dock()
        self._until(lambda: dock.starts.found is not None and dock.starts.starts_at == start, "the times")
        self._take(window, "booking-empty")
        QTest.keyClicks(dock.patient.search, "papad")
        self._until(lambda: len(dock.patient.results.entries) > 1, "the patients")
        self._take(window, "booking-search")
        QTest.keyClick(dock.patient.search, Qt.Key.Key_Down)
        QTest.keyClick(dock.patient.search, Qt.Key.Key_Return)
        QTest.keyClicks(dock.notes, "Walk-in")
        self._until(lambda: dock.look.is_seen and bool(dock.foot.held), "the hold")
        self._take(window, "booking-filled")
        QTest.keyClick(dock.book_button, Qt.Key.Key_Return)
        self._until(lambda: window.dock is None, "the booking")
        self._until(lambda: self._booked_at(start), "the booking in the calendar")
        self._take(window, "booked")

    def _lose_a_race(self) -> None:
        """Another desk books a start while our form still lists it."""
        first_day = self.window.calendar.first_day
        start = self._click_free_slot()
        dock = self._dock()
        self._until(lambda: dock.starts.starts_at == start and dock.starts.found is not None, "the times")
        QTest.keyClicks(dock.patient.search, "niko")
        self._until(lambda: bool(dock.patient.results.entries), "the patients")
        QTest.keyClick(dock.patient.search, Qt.Key.Key_Return)
        found = dock.starts.found
        # The farthest one: a neighbour may overlap the start that our form holds.
        listed = found.starts if found is not None else ()
        other = max(listed, key=lambda one: abs(one.starts_at - start))
        self._rival_books(other.starts_at)
        dock.starts.take(other)
        self._until(lambda: bool(dock.message.buttons), "the nearest free starts")
        self._take(self.window, "booking-conflict")
        dock.discard()
        self._until(lambda: self.window.dock is None, "the closed form")
        # The calendar may have turned to the farthest start.
        self.window.calendar.go_to(first_day)
        self._until_read()

    def _type_a_new_patient(self) -> None:
        self._click_free_slot()
        dock = self._dock()
        self._until(lambda: dock.starts.found is not None, "the times")
        entry = self._store.do(read_patients, "papad", 1)[0]
        type_text(dock.patient.search, entry.full_name)
        QTest.mouseClick(dock.patient.new_button, Qt.MouseButton.LeftButton)
        form = dock.patient.form
        self._until(lambda: bool(form.duplicates.entries), "the likely duplicates")
        self._take(self.window, "booking-new-patient")
        QTest.keyClick(dock, Qt.Key.Key_Escape)
        self._take(self.window, "booking-discard")
        QTest.keyClick(dock, Qt.Key.Key_Escape)
        self._until(lambda: self.window.dock is None, "the closed form")

    def _cancel(self) -> None:
        window = self.window
        week = window.calendar.shown_week
        shown = week.appointments if week is not None else ()
        found = [a for a in shown if a.notes == "Walk-in" and a.status == "confirmed"]
        if not found:
            raise TourStuck("the booking is not in the calendar")
        window.show_appointment(found[0].id)
        window.menus.cancel.trigger()
        dialog = self._dialog(CancelDialog)
        QTest.keyClick(dialog.reasons.button(0), Qt.Key.Key_Space)
        self._take(dialog, "cancel")
        QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)
        self._until(lambda: window.dialog is None, "the cancellation")

    def _open_card(self) -> None:
        QTest.keyClick(self.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        patients = self.window.patients.made()
        type_text(patients.finder.line, "papad")
        self._until(lambda: bool(patients.finder.results.entries), "the patients")
        QTest.keyClick(patients.finder.line, Qt.Key.Key_Return)
        self._until(lambda: patients.card is not None, "the card")
        self._take(patients, "patient-card")
        patients.reject()

    def _type_a_line(self) -> None:
        """A walk-in as it is understood while it is typed."""
        line = self.window.one_line.line
        line.open_walk_in()
        QTest.keyClicks(line.view.line, "papad ")
        self._until(lambda: not line.understanding.is_asking, "the patients")
        self._take(self.window, "one-line")
        QTest.keyClick(line.view.line, Qt.Key.Key_Escape)

    def _show_worklist(self) -> None:
        window = self.window
        window.menus.ill_today.trigger()
        dialog = self._dialog(QDialog)
        self._take(dialog, "ill-today")
        dialog.reject()
        window.worklist.open()
        self._take(window, "worklist")
        window.worklist.close()

    def _show_help(self) -> None:
        self.window.side.doctors.setFocus()
        self.window.menus.help.trigger()
        dialog = self._dialog(QDialog)
        self._take(dialog, "keys")
        dialog.close()
        self._until(lambda: self.window.dialog is None, "the closed help")

    def _show_flow(self) -> None:
        """Today's flow, how late a doctor runs, and whom to call for the next day."""
        window = self.window
        QTest.keyClick(window.calendar.week, Qt.Key.Key_F4)
        self._until(lambda: window.flow.pane.is_read, "the flow")
        self._take(window, "flow")
        window.menus.late.trigger()
        dialog = self._dialog(LateDialog)
        self._take(dialog, "doctor-runs-late")
        dialog.close()
        self._until(lambda: self.window.dialog is None, "the closed question")
        window.menus.calls.trigger()
        calls = window.flow.calls
        self._until(lambda: calls.pane.is_read, "the call list")
        self._take(window, "call-list")
        calls.close()

    def _show_sizes(self) -> None:
        first_day = self.window.calendar.first_day
        self.window.menus.details.setChecked(False)
        for size in ((1280, 800), (2560, 1440), _SIZE):
            self._open_window(size)
            self.window.calendar.go_to(first_day)
            self._until_read()
            if size != _SIZE:
                self._take(self.window, f"calendar-{size[0]}x{size[1]}")
        self.window.calendar.show_days(1)
        self._until_read()
        self._take(self.window, "day")
        self.window.calendar.show_days(7)

    def _show_empty_week(self) -> None:
        window = self.window
        window.calendar.go_to(window.calendar.today() + timedelta(days=7 * 104))
        self._until_read()
        self._take(window, "calendar-empty")

    # Means

    @property
    def window(self) -> MainWindow:
        """The window that is toured."""
        if self._window is None:
            raise TourStuck("there is no window yet")
        return self._window

    def _dialog(self, kind: type[DialogKind]) -> DialogKind:
        self._until(lambda: isinstance(self.window.dialog, kind), kind.__name__)
        dialog = self.window.dialog
        if not isinstance(dialog, kind):
            raise TourStuck(kind.__name__)
        return dialog

    def _dock(self) -> BookingDock:
        self._until(lambda: self.window.dock is not None, "the booking form")
        if self.window.dock is None:
            raise TourStuck("the booking form")
        return self.window.dock

    def _click_free_slot(self) -> Minute:
        """Click on the first free slot of the calendar; answers its start."""
        view = self.window.calendar.week
        for cell in view.cells():
            if cell.kind == "slot":
                view.show_minute(cell.starts_at)
                point = view.cell_area(cell).center()
                if view.viewport().rect().contains(point):
                    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
                    return cell.starts_at
        raise TourStuck("no free slot can be clicked")

    def _grey_minute(self) -> Minute:
        """A minute of a break of the shown days, else the first minute of the first day."""
        picture = self.window.calendar.week.picture
        if picture is None:
            raise TourStuck("the calendar shows nothing")
        breaks = [one for one in picture.grounds if one.kind == "break"]
        taken = picture.blocks[0].starts_at if picture.blocks else 0
        return breaks[0].starts_at if breaks else taken

    def _rival_books(self, start: Minute) -> None:
        """Book as another desk would, past this one."""
        window = self.window
        service = window.calendar.service()
        if service is None:
            raise TourStuck("no service is chosen")
        request = BookingRequest(
            act_id=str(uuid4()),
            doctor_id=service.doctor_id,
            appointment_type_id=service.id,
            starts_at=start,
            patient_id=self._store.do(read_patients, "papad", 2)[-1].id,
        )
        actor = Actor(user_id=None, actor_type="receptionist", desk_name="Reception 2")
        perform(self._store, actor, book, request)

    def _booked_at(self, start: Minute) -> bool:
        week = self.window.calendar.shown_week
        booked = week.appointments if week is not None else ()
        return any(a.starts_at == start and a.status == "confirmed" and a.patient_id for a in booked)

    def _until_read(self) -> None:
        calendar = self.window.calendar
        self._until(
            lambda: (
                (week := calendar.shown_week) is not None
                and (week.first_day, week.days) == (calendar.first_day, calendar.days)
            ),
            "the days",
        )

    def _until(self, is_so: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not is_so():
            if time.monotonic() > deadline:
                raise TourStuck(f"waited for {what} in vain")
            QTest.qWait(5)

    def _take(self, window: QWidget, name: str) -> None:
        """Let everything be read and laid out, then put the picture into the folder."""
        self._until(lambda: self._jobs.is_idle, "what is still read")
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        path = self._folder / f"{len(self.pictures) + 1:02d}-{name}.png"
        if not window.grab().save(str(path)):
            raise TourStuck(f"the picture {path} could not be written")
        self.pictures.append(path)


def _is_lively(picture: GridPicture) -> bool:
    """Whether a week has enough of everything, and no night that makes its hours small."""
    first_hour, _ = visible_hours(picture)
    return first_hour >= 6 and len(picture.free_slots) >= 8 and len(picture.blocks) >= 12


def type_text(field: QWidget, text: str) -> None:
    """Type any letters: QTest's own ``keyClicks`` knows ASCII alone."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


@dataclass(frozen=True, slots=True)
class _Found:
    """What the opening of the tour reaches: the clinic is there already."""

    clinic: Clinic


def _answer(found: _Found) -> _Found:
    return found
