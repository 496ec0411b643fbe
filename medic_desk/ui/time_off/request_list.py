"""Requests for time off as a list, pending first, and what each says of itself in words."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.time_off.requests import TimeOff
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.formats import clock_of, written_date
from medic_desk.ui.words.schedule import span_words

translate = QCoreApplication.translate

_ID = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TimeOffList(QTreeWidget):
    """``request_chosen`` (id) when a person comes to a request."""

    request_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_filling = False
        self.setColumnCount(4)
        self.setHeaderLabels([self.tr("State"), self.tr("Doctor"), self.tr("When"), self.tr("Booked")])
        self.headerItem().setTextAlignment(3, _RIGHT)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(self.tr("Requests for time off"))
        header = self.header()
        header.setStretchLastSection(False)
        for column in (0, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.currentItemChanged.connect(self._on_current)

    def show_requests(self, requests: Iterable[TimeOff], clinic: Clinic, chosen: str) -> None:
        """List the requests; the chosen one stays chosen."""
        palette = self._theme.palette
        states = {
            "pending": self.tr("Pending"),
            "approved": self.tr("Approved"),
            "denied": self.tr("Denied"),
            "withdrawn": self.tr("Withdrawn"),
            "revoked": self.tr("Revoked"),
        }
        self._is_filling = True
        self.clear()
        for one in requests:
            doctor = clinic.doctor(one.doctor_id)
            when = span_words(one.starts_at, one.ends_at, doctor.timezone)
            item = QTreeWidgetItem(
                [states[one.state], doctor.full_name, when, str(one.affected_count or "–")]
            )
            item.setTextAlignment(3, _RIGHT)
            item.setData(0, _ID, one.id)
            for column in range(4):
                item.setToolTip(column, item.text(column))
                if one.state in {"denied", "withdrawn", "revoked"}:
                    item.setForeground(column, self._theme.colour(palette.text_secondary))
            if one.state == "pending":
                item.setFont(0, self._theme.font(medium=True))
                item.setForeground(0, self._theme.colour(palette.accent))
            self.addTopLevelItem(item)
            if one.id == chosen:
                self.setCurrentItem(item)
        self._is_filling = False

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_current(self, item: QTreeWidgetItem | None, _former: QTreeWidgetItem | None) -> None:
        if item is not None and not self._is_filling:
            self.request_chosen.emit(item.data(0, _ID))


def history_lines(one: TimeOff, zone: str) -> list[str]:
    """Who asked for a request and who decided it, with their notes, as lines."""
    unknown = translate("TimeOffList", "another program")
    asked = translate("TimeOffList", "Asked for by {who} on {date}")
    lines = [asked.format(who=one.requested_by_name or unknown, date=written_date(one.requested_at.date()))]
    if one.notes:
        lines.append(translate("TimeOffList", "Note: {note}").format(note=one.notes))
    if one.state != "pending" and one.decided_at is not None:
        texts = {
            "approved": translate("TimeOffList", "Approved by {who} on {date} at {time}"),
            "denied": translate("TimeOffList", "Denied by {who} on {date} at {time}"),
            "withdrawn": translate("TimeOffList", "Withdrawn by {who} on {date} at {time}"),
            "revoked": translate("TimeOffList", "Approval revoked by {who} on {date} at {time}"),
        }
        who = (one.approved_by_name if one.state == "approved" else None) or one.decided_by_name
        day, time = written_date(one.decided_at.date()), clock_of(one.decided_at, zone)
        lines.append(texts[one.state].format(who=who or unknown, date=day, time=time))
        if one.decision_note:
            text = translate("TimeOffList", "Note on the decision: {note}")
            lines.append(text.format(note=one.decision_note))
    return lines
