"""How a warning for the desk is said where there is one line for it: in tooltips and to screen readers."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

ICON = "warning"
"""The sign that stands where the words have no room."""


def desk_warning_words(warning: str | None) -> str:
    """What a desk must see of a patient, in one line that says what it is; empty where there is nothing."""
    said = " ".join((warning or "").split())
    if not said:
        return ""
    return translate("Calendar", "⚠ Warning for the desk: {warning}").format(warning=said)
