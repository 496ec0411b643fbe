"""Pastes what no database holds into every field of a window that takes text."""

from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from tests.ui.clipping.painted_text import visible_widgets

PASTED = "1\x002\x073\x7f\x9f"
LEFT = "123"


def field_names(window: QWidget) -> list[str]:
    """What the fields that a person can type into are called."""
    return [_name(field) for field in _fields(window)]


def paste_faults(window: QWidget) -> list[str]:
    """Fields of a window in which something else is left than should be; what stood in them stands after."""
    QApplication.clipboard().setText(PASTED)
    found = []
    for field in _fields(window):
        # The window is not to hear of it: its states are what the walk opened it for.
        was_blocked = field.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        before = _text(field)
        field.selectAll()
        field.paste()
        left = _text(field)
        _put(field, before)
        field.blockSignals(was_blocked)
        if left != LEFT:
            found.append(f"{_name(field)}: {left!r} is left of {PASTED!r}")
        if _text(field) != before:
            found.append(f"{_name(field)}: {before!r} became {_text(field)!r}")
    return found


def _fields(window: QWidget) -> list[QLineEdit | QPlainTextEdit | QTextEdit]:
    widgets = list(visible_widgets(window))
    editors = [box.lineEdit() for box in widgets if isinstance(box, QComboBox) and box.isEditable()]
    found = [one for one in (*widgets, *editors) if isinstance(one, QLineEdit | QPlainTextEdit | QTextEdit)]
    return [one for one in found if one.isEnabled() and not one.isReadOnly()]


def _name(field: QWidget) -> str:
    return field.accessibleName() or type(field).__name__


def _text(field: QLineEdit | QPlainTextEdit | QTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _put(field: QLineEdit | QPlainTextEdit | QTextEdit, text: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(text)
    else:
        field.setPlainText(text)
