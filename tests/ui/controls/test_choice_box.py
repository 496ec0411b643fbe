"""A box to choose in asks for the room of its entries; the tooltip tells what is too long all the same."""

import pytest
from pytestqt.qtbot import QtBot

from medic_desk.ui.controls.choice_box import ChoiceBox
from medic_desk.ui.theme import Theme
from tests.ui.clipping.painted_text import painted_texts

SHORT, LONG = "Ενδοσκόπηση", "Ιατρείο ενδοσκοπήσεων και μικρών επεμβάσεων του δευτέρου ορόφου (Κέντρο)"


def box(qtbot: QtBot, *entries: str, are_short: bool = False) -> ChoiceBox:
    made = ChoiceBox(are_short=are_short)
    qtbot.addWidget(made)
    made.addItems(entries)
    made.show()
    return made


def painted(shown: ChoiceBox) -> str:
    return "".join(text.text for text in painted_texts(shown))


@pytest.mark.parametrize("family", ["DejaVu Sans", "Inter", ""])
def test_entries_fit_into_the_width_that_is_asked_for(qtbot: QtBot, theme: Theme, family: str) -> None:
    del theme
    shown = box(qtbot, "x", SHORT, are_short=True)
    font = shown.font()
    font.setFamily(family or font.family())
    shown.setFont(font)
    shown.setCurrentText(SHORT)
    shown.resize(shown.minimumSizeHint())
    assert painted(shown) == SHORT
    assert shown.minimumSizeHint() == shown.sizeHint()


def test_a_long_entry_asks_for_little_and_is_told_whole(qtbot: QtBot, theme: Theme) -> None:
    del theme
    few, long = box(qtbot, SHORT), box(qtbot, SHORT, LONG)
    assert long.minimumSizeHint() == few.minimumSizeHint()
    assert few.sizeHint().width() < long.sizeHint().width() < long.fontMetrics().horizontalAdvance(LONG)
    long.setCurrentText(LONG)
    long.resize(long.sizeHint())
    shown = painted(long)
    assert shown.endswith("…")
    assert LONG.startswith(shown[:-1])
    assert long.toolTip() == LONG
