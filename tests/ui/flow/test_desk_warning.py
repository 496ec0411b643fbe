"""The flow shows by a sign, and says in words, what the desk must see of a patient."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from medic_desk.model.store.store import Store
from medic_desk.ui.flow.pane import FlowPane
from medic_desk.ui.theme import Theme
from tests.model.small_clinic import SmallClinic
from tests.ui.flow.flow_steps import booked, shows, spoken
from tests.ui.staff import run


def signs(pane: FlowPane, theme: Theme, key: str) -> int:
    """How many pixels of a row have the colour of warnings."""
    area = pane.list.visualRect(pane.list.rows_model.index_of(key))
    image = pane.list.viewport().grab(area).toImage()
    wanted = theme.colour(theme.palette.warning).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_a_row_has_the_sign_and_says_the_warning(
    qtbot: QtBot, pane: FlowPane, theme: Theme, store: Store, small: SmallClinic
) -> None:
    one, other = booked(store, small, 10), booked(store, small, 11, patient=1)
    shows(qtbot, pane, "expected", one, other)
    assert (signs(pane, theme, one), signs(pane, theme, other)) == (0, 0)
    run(store, f"UPDATE patients SET desk_warning = 'αμαξίδιο' WHERE id = '{small.patient_ids[0]}'")
    qtbot.waitUntil(lambda: "⚠ Warning for the desk: αμαξίδιο" in spoken(pane, one))
    index = pane.list.rows_model.index_of(one)
    assert "\n⚠ Warning for the desk: αμαξίδιο\n" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "Warning" not in spoken(pane, other)
    assert signs(pane, theme, one) > 0
    assert signs(pane, theme, other) == 0
