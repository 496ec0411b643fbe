"""The worklist shows by a sign, and says in words, what the desk must see of a patient."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from medic_desk.model.store.store import Store
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.worklist.page import WorklistPage
from medic_desk.ui.worklist.row_list import PATIENT
from tests.model.small_clinic import SmallClinic
from tests.ui.staff import run
from tests.ui.worklist.ill_doctor import fall_ill, opened

SAID = "⚠ Warning for the desk: αμαξίδιο"


def signs(page: WorklistPage, theme: Theme, place: int) -> int:
    """How many pixels of a patient's cell have nearly the colour of warnings: its lines are thin."""
    area = page.list.visualRect(page.list.model().index(place, PATIENT))
    image = page.list.viewport().grab(area).toImage()
    wanted = theme.colour(theme.palette.warning)
    seen = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(_distance(one, wanted) < 40 for one in seen)


def _distance(one: QColor, other: QColor) -> int:
    parts = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return max(abs(left - right) for left, right in parts)


def test_a_row_and_the_panel_have_the_warning(
    qtbot: QtBot, window: MainWindow, theme: Theme, store: Store, small: SmallClinic
) -> None:
    run(store, f"UPDATE patients SET desk_warning = ' αμαξίδιο ' WHERE id = '{small.patient_ids[0]}'")
    fall_ill(store, small, (9, 10))
    page = opened(qtbot, window, 2)
    warned, other = (page.list.model().index(place, PATIENT) for place in (0, 1))
    assert "Αντωνίου" in warned.data()
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert SAID in warned.data(role)
        assert "Warning" not in other.data(role)
    assert signs(page, theme, 0) > 0
    assert signs(page, theme, 1) == 0
    assert page.panel.desk_warning.text == "αμαξίδιο"
    page.list.choose(page.list.rows[1].key)
    page.panel.show_row(page.list.rows[1], 2, 2)
    assert page.panel.desk_warning.text == ""
