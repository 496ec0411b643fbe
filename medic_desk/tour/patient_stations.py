"""The stations of patients: the card of one, and a walk-in that is typed as one line."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from medic_desk.tour.tour import Tour, type_text


def open_card(tour: Tour) -> None:
    """Find a patient by name, and open the card."""
    QTest.keyClick(tour.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    patients = tour.window.patients.made()
    type_text(patients.finder.line, "papad")
    tour.until(lambda: bool(patients.finder.results.entries), "the patients")
    QTest.keyClick(patients.finder.line, Qt.Key.Key_Return)
    tour.until(lambda: patients.card is not None, "the card")
    tour.take(patients, "patient-card")
    patients.reject()


def type_a_line(tour: Tour) -> None:
    """A walk-in as it is understood while it is typed."""
    line = tour.window.one_line.made()
    line.open_walk_in()
    QTest.keyClicks(line.view.line, "papad ")
    tour.until(lambda: not line.understanding.is_asking, "the patients")
    tour.take(tour.window, "one-line")
    QTest.keyClick(line.view.line, Qt.Key.Key_Escape)
