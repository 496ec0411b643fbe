"""The stations of a day as it goes: illness and the worklist, the flow, who runs late, whom to call."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from medic_desk.tour.tour import Tour
from medic_desk.ui.flow.late_dialog import LateDialog


def show_worklist(tour: Tour) -> None:
    """Who is ill today, and whom that leaves to rebook."""
    window = tour.window
    window.menus.ill_today.trigger()
    dialog = tour.dialog(QDialog)
    tour.take(dialog, "ill-today")
    dialog.reject()
    window.worklist.open()
    tour.take(window, "worklist")
    window.worklist.close()


def show_flow(tour: Tour) -> None:
    """Today's flow, how late a doctor runs, and whom to call for the next day."""
    window = tour.window
    QTest.keyClick(window.calendar.week, Qt.Key.Key_F4)
    tour.until(lambda: window.flow.pane.is_read, "the flow")
    tour.take(window, "flow")
    window.menus.late.trigger()
    dialog = tour.dialog(LateDialog)
    tour.take(dialog, "doctor-runs-late")
    dialog.close()
    tour.until(lambda: tour.window.dialog is None, "the closed question")
    window.menus.calls.trigger()
    calls = window.flow.calls
    tour.until(lambda: calls.made().is_read, "the call list")
    tour.take(window, "call-list")
    calls.close()
