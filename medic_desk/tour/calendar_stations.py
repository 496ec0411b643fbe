"""The stations of the calendar: a full week in both colours, why not, the keys, sizes, an empty week."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from medic_desk.engine.facts import Minute
from medic_desk.tour.tour import SIZE, Tour, TourStuck
from medic_desk.ui.day_grid.grid_picture import GridPicture
from medic_desk.ui.day_grid.shown_hours import visible_hours
from medic_desk.ui.theme import Mode

_WEEKS_AHEAD = 12
"""As far as the tour looks for a week with enough free time."""


def find_a_full_week(tour: Tour) -> None:
    """Show a doctor and a service with free time and appointments in one week."""
    window = tour.window
    tour.take(window, "day-by-doctors")
    window.calendar.show_days(7)
    for _ in range(_WEEKS_AHEAD):
        for doctor in tour.clinic.listed_doctors:
            window.side.choose_doctor(doctor.id)
            tour.until_read()
            for service in tour.clinic.services_of(doctor.id):
                window.side.choose_service(service.id)
                picture = window.calendar.week.picture
                if picture is not None and _is_lively(picture):
                    return
        QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        tour.until_read()
    raise TourStuck("no week has free time and appointments")


def look_around(tour: Tour) -> None:
    """The week in both colours, an appointment of it, and why a minute is grey."""
    window = tour.window
    tour.take(window, "calendar-light")
    tour.theme.set_mode(Mode.DARK)
    tour.take(window, "calendar-dark")
    tour.theme.set_mode(Mode.LIGHT)
    week = window.calendar.shown_week
    if week is not None:
        seen = next((a for a in week.appointments if a.patient_id and a.status == "confirmed"), None)
        if seen is not None:
            window.calendar.week.show_minute(seen.starts_at)
            QTest.keyClick(window.calendar.week, Qt.Key.Key_Space)
            tour.take(window, "appointment")
    window.calendar.week.setFocus()
    grey = _grey_minute(tour)
    window.calendar.week.show_minute(grey)
    QTest.keyClick(window.calendar.week, Qt.Key.Key_F1)
    tour.until(lambda: bool(window.why_not.offered), "the nearest starts")
    tour.take(window, "why-not")
    window.why_not.dismiss()


def show_help(tour: Tour) -> None:
    """The keys."""
    tour.window.side.doctors.setFocus()
    tour.window.menus.help.trigger()
    dialog = tour.dialog(QDialog)
    tour.take(dialog, "keys")
    dialog.close()
    tour.until(lambda: tour.window.dialog is None, "the closed help")


def show_sizes(tour: Tour) -> None:
    """The week on a small and on a large screen, then a single day."""
    first_day = tour.window.calendar.first_day
    tour.window.menus.details.setChecked(False)
    for size in ((1280, 800), (2560, 1440), SIZE):
        tour.open_window(size)
        tour.window.calendar.go_to(first_day)
        tour.until_read()
        if size != SIZE:
            tour.take(tour.window, f"calendar-{size[0]}x{size[1]}")
    tour.window.calendar.show_days(1)
    tour.until_read()
    tour.take(tour.window, "day")
    tour.window.calendar.show_days(7)


def show_empty_week(tour: Tour) -> None:
    """A week in which nothing is booked yet."""
    window = tour.window
    window.calendar.go_to(window.calendar.today() + timedelta(days=7 * 104))
    tour.until_read()
    tour.take(window, "calendar-empty")


def _grey_minute(tour: Tour) -> Minute:
    """A minute of a break of the shown days, else the first minute of the first day."""
    picture = tour.window.calendar.week.picture
    if picture is None:
        raise TourStuck("the calendar shows nothing")
    breaks = [one for one in picture.grounds if one.kind == "break"]
    taken = picture.blocks[0].starts_at if picture.blocks else 0
    return breaks[0].starts_at if breaks else taken


def _is_lively(picture: GridPicture) -> bool:
    """Whether a week has enough of everything, and no night that makes its hours small."""
    first_hour, _ = visible_hours(picture)
    return first_hour >= 6 and len(picture.free_slots) >= 8 and len(picture.blocks) >= 12
