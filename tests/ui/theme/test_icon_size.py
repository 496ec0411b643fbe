"""Icons grow with the text beside them."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from medic_desk.ui.theme import Mode, Theme


@pytest.mark.parametrize("scale", [0.9, 1.0, 1.4, 1.68])
def test_icons_of_buttons_are_as_large_as_their_text(qapp: QApplication, scale: float) -> None:
    theme = Theme(Mode.LIGHT, scale)
    theme.install(qapp)
    for button in (QPushButton(), QToolButton()):
        button.ensurePolished()
        assert button.iconSize() == theme.icon_size()
