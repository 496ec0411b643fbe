"""Requests for time off as a list, pending first, and what each says of itself in words."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.time_off.requests import TimeOff
from medic_desk.ui.controls.list_model import RIGHT, Column
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.formats import clock_of, span_words, written_date
from medic_desk.ui.words.unreadable import cannot_be_read

translate = QCoreApplication.translate


class _Row(NamedTuple):
    """A request with its doctor's name and zone."""

    request: TimeOff
    doctor_name: str
    zone: str

    def id(self) -> str:
        return self.request.id

    def state(self) -> str:
        return {
            "pending": translate("TimeOffList", "Pending"),
            "approved": translate("TimeOffList", "Approved"),
            "denied": translate("TimeOffList", "Denied"),
            "withdrawn": translate("TimeOffList", "Withdrawn"),
            "revoked": translate("TimeOffList", "Revoked"),
            "unreadable": translate("TimeOffList", "Unreadable"),
        }[self.request.state]

    def doctor(self) -> str:
        return self.doctor_name

    def when(self) -> str:
        return span_words(self.request.starts_at, self.request.ends_at, self.zone)

    def booked(self) -> str:
        return str(self.request.affected_count or "–")


class TimeOffList(RowList[_Row]):
    """Pending requests stand out, and what came to nothing is written in the quiet colour."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        def colour(row: _Row) -> QColor | None:
            is_over = row.request.state in {"denied", "withdrawn", "revoked"}
            return theme.colour(theme.palette.text_secondary) if is_over else None

        def state_colour(row: _Row) -> QColor | None:
            is_pending = row.request.state == "pending"
            return theme.colour(theme.palette.accent) if is_pending else colour(row)

        def state_font(row: _Row) -> QFont | None:
            return theme.font(medium=True) if row.request.state == "pending" else None

        columns = (
            Column(
                title=translate("TimeOffList", "State"),
                text=_Row.state,
                font=state_font,
                colour=state_colour,
            ),
            Column(title=translate("TimeOffList", "Doctor"), text=_Row.doctor, colour=colour, stretches=True),
            Column(title=translate("TimeOffList", "When"), text=_Row.when, colour=colour, stretches=True),
            Column(
                title=translate("TimeOffList", "Booked"), text=_Row.booked, colour=colour, alignment=RIGHT
            ),
        )
        super().__init__(columns, _Row.id, parent)
        self.setAccessibleName(translate("TimeOffList", "Requests for time off"))

    def show_requests(self, requests: Iterable[TimeOff], clinic: Clinic, chosen: str) -> None:
        """List the requests; the chosen one stays chosen."""
        doctors = ((one, clinic.doctor(one.doctor_id)) for one in requests)
        self.show_rows([_Row(one, doctor.full_name, doctor.timezone) for one, doctor in doctors], chosen)


def history_lines(one: TimeOff, zone: str) -> list[str]:
    """Who asked for a request and who decided it, with their notes, as lines; dates are those of ``zone``."""
    unknown = translate("TimeOffList", "another program")
    asked = translate("TimeOffList", "Asked for by {who} on {date}")
    lines = [asked.format(who=one.requested_by_name or unknown, date=_date(one.requested_at, zone))]
    if one.notes:
        lines.append(translate("TimeOffList", "Note: {note}").format(note=one.notes))
    if one.state == "unreadable":
        lines.append(cannot_be_read("time_off_requests", one.id))
    elif one.state != "pending" and one.decided_at is not None:
        texts = {
            "approved": translate("TimeOffList", "Approved by {who} on {date} at {time}"),
            "denied": translate("TimeOffList", "Denied by {who} on {date} at {time}"),
            "withdrawn": translate("TimeOffList", "Withdrawn by {who} on {date} at {time}"),
            "revoked": translate("TimeOffList", "Approval revoked by {who} on {date} at {time}"),
        }
        who = (one.approved_by_name if one.state == "approved" else None) or one.decided_by_name
        day, time = _date(one.decided_at, zone), clock_of(one.decided_at, zone)
        lines.append(texts[one.state].format(who=who or unknown, date=day, time=time))
        if one.decision_note:
            text = translate("TimeOffList", "Note on the decision: {note}")
            lines.append(text.format(note=one.decision_note))
    return lines


def _date(moment: datetime, zone: str) -> str:
    """The date that the zone's calendar shows at an aware datetime."""
    return written_date(local_date(minute_floor(moment), zone))
