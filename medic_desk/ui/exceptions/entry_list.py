"""Dated exceptions as a list: when, what, why and for whom."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from medic_desk.engine.facts import ScheduleException
from medic_desk.model.exceptions.doctor_exceptions import CLOSURE_SOURCE, TIME_OFF_SOURCE
from medic_desk.ui.controls.list_model import Column
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.exceptions.edit import is_foreign
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.formats import span_words
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.schedule import exception_scope

translate = QCoreApplication.translate


class ExceptionList(RowList[ScheduleException]):
    """What may not be edited here is written in the quiet colour."""

    def __init__(self, theme: Theme, names: Names, parent: QWidget | None = None) -> None:
        def colour(row: ScheduleException) -> QColor | None:
            return theme.colour(theme.palette.text_secondary) if is_foreign(row) else None

        def when(row: ScheduleException) -> str:
            return span_words(row.starts_at, row.ends_at, names.zone)

        def scope(row: ScheduleException) -> str:
            return exception_scope(row, names) or translate("ExceptionList", "everything")

        columns = (
            Column(title=translate("ExceptionList", "When"), text=when, colour=colour),
            Column(title=translate("ExceptionList", "What"), text=_kind, colour=colour),
            Column(title=translate("ExceptionList", "Reason"), text=_reason, colour=colour, stretches=True),
            Column(title=translate("ExceptionList", "For"), text=scope, colour=colour, stretches=True),
        )
        super().__init__(columns, _id, parent)
        self.setAccessibleName(translate("ExceptionList", "Blocked and opened time"))


def _id(row: ScheduleException) -> str:
    return row.id


def _reason(row: ScheduleException) -> str:
    return row.reason or ""


def _kind(row: ScheduleException) -> str:
    if row.source == TIME_OFF_SOURCE:
        return translate("ExceptionList", "Time off")
    if row.source == CLOSURE_SOURCE:
        return translate("ExceptionList", "Clinic closed")
    is_blocked = row.exception_type == "blocked"
    kind = translate("ExceptionList", "Blocked") if is_blocked else translate("ExceptionList", "Opened")
    if row.table == "availability_exceptions":
        return translate("ExceptionList", "{kind} (older form)").format(kind=kind)
    return kind
