"""The patient's own appointments below the name: the next, the last one and the one that was missed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QSizePolicy, QWidget

from medic_desk.engine.clinic_time import local_date
from medic_desk.engine.facts import Minute
from medic_desk.model.patients.appointments import PatientAppointment
from medic_desk.ui.controls.list_model import RIGHT, Column
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.formats import moment, short_day, time_at

translate = QCoreApplication.translate

_NEXT = 2
"""How many that are still to come are shown."""


def shown_appointments(
    appointments: Sequence[PatientAppointment], now: Minute
) -> tuple[PatientAppointment, ...]:
    """The next ones in order of time, then the last that was not missed, then the last that was."""
    coming = [one for one in appointments if one.is_standing and one.ends_at > now]
    over = [one for one in appointments if one.is_standing and one.ends_at <= now]
    missed = [one for one in appointments if one.status == "no_show"]
    return (*coming[:_NEXT], *over[-1:], *missed[-1:])


class OwnAppointments(RowList[PatientAppointment]):
    """Hidden where there are none; it is looked at, and never has focus."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(_columns(theme), _id, parent)
        self._theme = theme
        self.setHeaderHidden(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The patient's appointments"))
        set_role(self, "plain")
        self.hide()

    def show_appointments(self, appointments: Sequence[PatientAppointment], now: Minute) -> None:
        """Show those worth a line; ``now`` (UTC) parts what is over from what is to come."""
        shown = shown_appointments(appointments, now)
        self.set_columns(_columns(self._theme, now))
        self.show_rows(shown, "")
        self.setVisible(bool(shown))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        self.ensurePolished()
        row = max(self.sizeHintForRow(0), self.fontMetrics().height())
        return QSize(super().sizeHint().width(), len(self.rows) * row + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """The same height: nothing of it is scrolled."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())


def _columns(theme: Theme, now: Minute = 0) -> tuple[Column[PatientAppointment], ...]:
    when, what = partial(_when_font, theme, now), partial(_what_font, theme)
    colour = partial(_colour, theme, now)
    return (
        Column(title="", text=_when, tip=_tip, spoken=_tip, font=when, colour=colour),
        Column(title="", text=_what, tip=_tip, spoken=_tip, font=what, colour=colour, stretches=True),
        Column(title="", text=_with_whom, tip=_tip, spoken=_tip, font=what, colour=colour),
        Column(
            title="",
            text=_outcome,
            tip=_tip,
            font=what,
            colour=partial(_outcome_colour, theme),
            alignment=RIGHT,
        ),
    )


def _id(one: PatientAppointment) -> str:
    return one.id


def _when(one: PatientAppointment) -> str:
    return f"{short_day(local_date(one.starts_at, one.zone))} {time_at(one.starts_at, one.zone)}"


def _what(one: PatientAppointment) -> str:
    return one.service_name or ""


def _with_whom(one: PatientAppointment) -> str:
    """The last name alone, in a column of its own: a long service gives way to it."""
    return one.doctor_name.split(" ")[0]


def _tip(one: PatientAppointment) -> str:
    return "\n".join(
        filter(None, (moment(one.starts_at, one.zone), one.service_name, one.doctor_name, one.place_name))
    )


def _outcome(one: PatientAppointment) -> str:
    """A word where it was missed or is not confirmed yet, a tick where it is over."""
    if one.status == "no_show":
        return translate("OwnAppointments", "missed")
    if one.status == "pending":
        return translate("OwnAppointments", "to confirm")
    return "✓" if one.status == "completed" else ""


def _when_font(theme: Theme, now: Minute, one: PatientAppointment) -> QFont:
    is_coming = one.is_standing and one.ends_at > now
    return theme.font(Text.SECONDARY, medium=is_coming, tabular=True)


def _what_font(theme: Theme, _one: PatientAppointment) -> QFont:
    return theme.font(Text.SECONDARY)


def _colour(theme: Theme, now: Minute, one: PatientAppointment) -> QColor:
    is_coming = one.is_standing and one.ends_at > now
    return theme.colour(theme.palette.text if is_coming else theme.palette.text_secondary)


def _outcome_colour(theme: Theme, one: PatientAppointment) -> QColor:
    palette = theme.palette
    return theme.colour(palette.success if one.status == "completed" else palette.warning)
