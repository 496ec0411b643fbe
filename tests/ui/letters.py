"""The letters that are underlined in texts, and which of them mean two things."""

import unicodedata
from collections.abc import Iterable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QGroupBox, QLabel, QMainWindow, QMenu, QTabBar, QWidget


def letter_of(text: str) -> str:
    """The letter that is underlined, as the key that is pressed for it; empty where none is.

    A letter with an accent is another one to Qt, but the same key to whoever presses it.
    """
    letter = QKeySequence.mnemonic(text).toString().rpartition("+")[2]
    return unicodedata.normalize("NFD", letter)[:1]


def doubles(texts: Iterable[str]) -> list[list[str]]:
    """The texts that share a letter with another one."""
    by_letter: dict[str, list[str]] = {}
    for text in texts:
        if letter := letter_of(text):
            by_letter.setdefault(letter, []).append(text)
    return [shared for shared in by_letter.values() if len(shared) > 1]


def letter_faults(texts: Iterable[str]) -> list[str]:
    """In words, which texts share a letter with another one."""
    return [f"Alt+{letter_of(shared[0])} means {' and '.join(shared)}" for shared in doubles(texts)]


def texts_of(actions: Iterable[QAction]) -> list[str]:
    """What a menu's rows say."""
    return [action.text() for action in actions if action.isVisible()]


def texts_in(window: QWidget) -> list[str]:
    """All that is in sight of a window and can have a letter: menus, buttons, and labels of fields."""
    if isinstance(window, QMenu):
        return texts_of(window.actions())
    texts = texts_of(window.menuBar().actions()) if isinstance(window, QMainWindow) else []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not window.window():
            continue
        if (isinstance(widget, QLabel) and widget.buddy() is not None) or isinstance(widget, QAbstractButton):
            texts.append(widget.text())
        elif isinstance(widget, QGroupBox):
            texts.append(widget.title())
        elif isinstance(widget, QTabBar):
            texts += [widget.tabText(tab) for tab in range(widget.count())]
    return texts
