"""Roles: what a widget is to the stylesheet, given in one way, also to a widget that is shown already."""

from typing import Literal

from PySide6.QtWidgets import QWidget

Role = Literal[
    "",
    "badge-booked",
    "badge-call",
    "badge-held",
    "badge-request",
    "banner",
    "board",
    "board-lit",
    "board-open",
    "chip",
    "chip-guess",
    "chip-unread",
    "close",
    "error",
    "ground",
    "heading",
    "line",
    "link",
    "menu",
    "offer",
    "panel",
    "plain",
    "popover",
    "primary",
    "quote",
    "quiet",
    "secondary",
    "segment",
    "sentence",
    "small",
    "verdict",
    "warning",
]


def set_role(widget: QWidget, role: Role) -> None:
    """Give ``widget`` a role of the stylesheet ("" takes it away), also while it is shown."""
    if (widget.property("role") or "") == role:
        return
    widget.setProperty("role", role)
    repolish(widget)


def repolish(widget: QWidget) -> None:
    """Let the stylesheet look again: by itself Qt looks at properties once, when a widget is first shown."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
