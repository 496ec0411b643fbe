"""Actions with a key and an icon, made in one way wherever a menu or a bar shows them."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from medic_desk.ui.theme import Theme

_ICON = "icon_name"


def make_action(
    owner: QObject, text: str, keys: str = "", icon: str = "", *, is_checkable: bool = False
) -> QAction:
    """An action of ``owner``: its text with a mnemonic, its shortcut, and the name of its icon."""
    action = QAction(text, owner)
    action.setShortcut(QKeySequence(keys))
    action.setProperty(_ICON, icon)
    action.setCheckable(is_checkable)
    return action


def draw_icon(action: QAction, theme: Theme) -> None:
    """Draw an action's icon in the palette in force; one without an icon stays without."""
    name = action.property(_ICON)
    if name:
        action.setIcon(theme.icon(name))
