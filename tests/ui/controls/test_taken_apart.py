"""Of what Python's collector has taken the attributes Qt tells events all the same: they are borne."""

from pytestqt.qtbot import QtBot

from medic_desk.ui.controls.list_model import Column
from medic_desk.ui.controls.row_list import RowList


def test_a_list_that_loses_its_neighbour_is_laid_out_once_more(qtbot: QtBot) -> None:
    shown: RowList[str] = RowList((Column(title="Name", text=str, stretches=True),), str)
    qtbot.addWidget(shown)
    shown.show_rows(("Άννα", "Βασίλης"))
    shown.show()
    with qtbot.captureExceptions() as errors:
        vars(shown.rows_model).clear()
        model = shown.model()
        vars(shown).clear()
        shown.resize(shown.width() + 40, shown.height() + 40)
        assert (model.rowCount(), model.columnCount()) == (0, 0)
        shown.grab()
    assert errors == []
