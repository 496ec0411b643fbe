"""The likely duplicates of the clinic as a list: a pair a row, one patient below the other, and why."""

from collections.abc import Callable
from functools import partial
from operator import attrgetter

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from medic_desk.model.patients.duplicate_pairs import DuplicatePair
from medic_desk.model.patients.phones import phone_key
from medic_desk.model.patients.search import PatientEntry
from medic_desk.ui.controls.list_model import Column
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.duplicates import why_alike
from medic_desk.ui.words.formats import phone, written_date
from medic_desk.ui.words.unreadable import cannot_be_read

translate = QCoreApplication.translate

_MISSING = "–"
"""What stands for a value that is not known: two lines stay two lines."""


class DuplicateList(RowList[DuplicatePair]):
    """A row is chosen by the arrow keys; ``row_opened`` (key) by Enter or a double click."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(_columns(theme), attrgetter("key"), parent)
        self.setAccessibleName(translate("Duplicates", "Patients who may be one person, in pairs"))
        self.setAlternatingRowColors(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        theme.changed.connect(self.doItemsLayout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter, which opens the pair: the window's default button would be pressed by it too."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        if not event.isAutoRepeat():
            super().keyPressEvent(event)
        event.accept()


def _columns(theme: Theme) -> tuple[Column[DuplicatePair], ...]:
    name, figures = partial(_name_font, theme), partial(_figure_font, theme)
    titles = [
        translate("Duplicates", "Patient"),
        translate("Duplicates", "Born"),
        translate("Duplicates", "Phone"),
        translate("Duplicates", "File"),
    ]
    texts: list[Callable[[DuplicatePair], str]] = [
        partial(_both, _name),
        partial(_both, _birth_date),
        _phones,
        partial(_both, _file_number),
    ]
    of_both: list[Column[DuplicatePair]] = [
        Column(title=title, text=text, tip=_tip, spoken=_spoken, font=figures if place else name)
        for place, (title, text) in enumerate(zip(titles, texts, strict=True))
    ]
    why: Column[DuplicatePair] = Column(
        title=translate("Duplicates", "Why"), text=_why, tip=_tip, spoken=_spoken, stretches=True
    )
    return (*of_both, why)


def _both(text: Callable[[PatientEntry], str], pair: DuplicatePair) -> str:
    return f"{text(pair.one) or _MISSING}\n{text(pair.other) or _MISSING}"


def _name(entry: PatientEntry) -> str:
    return entry.full_name


def _birth_date(entry: PatientEntry) -> str:
    if entry.is_unreadable:
        return cannot_be_read("patients", entry.id)
    return written_date(entry.birth_date) if entry.birth_date else ""


def _file_number(entry: PatientEntry) -> str:
    return entry.file_number or ""


def _phones(pair: DuplicatePair) -> str:
    """The phone that both have, where they share one; else the first of each."""
    one, other = _numbers(pair.one), _numbers(pair.other)
    shared = [key for key in one if key in other]
    lines = [
        numbers[shared[0]] if shared else next(iter(numbers.values()), _MISSING) for numbers in (one, other)
    ]
    return "\n".join(lines)


def _numbers(entry: PatientEntry) -> dict[str, str]:
    """The phones of a patient as they are shown, by their figures."""
    return {phone_key(one): phone(one) for one in (entry.mobile_phone, entry.phone) if one}


def _why(pair: DuplicatePair) -> str:
    """The first reason on a line of its own."""
    first, *others = why_alike(pair)
    return "\n".join(filter(None, (first, " · ".join(others))))


def _tip(pair: DuplicatePair) -> str:
    return "\n".join((*map(_told, (pair.one, pair.other)), ", ".join(why_alike(pair))))


def _spoken(pair: DuplicatePair) -> str:
    return "; ".join((*map(_told, (pair.one, pair.other)), ", ".join(why_alike(pair))))


def _told(entry: PatientEntry) -> str:
    """All that tells a patient from others, in one line."""
    told = (_name(entry), _birth_date(entry), *_numbers(entry).values(), _file_number(entry))
    return ", ".join(filter(None, told))


def _name_font(theme: Theme, _pair: DuplicatePair) -> QFont:
    return theme.font(medium=True)


def _figure_font(theme: Theme, _pair: DuplicatePair) -> QFont:
    return theme.font(tabular=True)
