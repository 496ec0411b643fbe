"""The panel at the right: the appointment that is marked, its history, and what can be done with it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.ui.appointments.buttons import StepButtons
from medic_desk.ui.appointments.history import AppointmentHistory
from medic_desk.ui.appointments.strip import Summary
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.controls.warning_band import WarningBand
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import repolish, set_role
from medic_desk.ui.words.acts import MENU_ACTS, act_words
from medic_desk.ui.words.appointment import overbooked_words, patientless_title
from medic_desk.ui.words.formats import clock_of, day_and_span, phone, price
from medic_desk.ui.words.history import stated_reason
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.status import status_icon, status_of


class DetailsPanel(QWidget):
    """Shows one appointment at a time; asks by the window's actions and never acts itself."""

    card_asked = Signal(str)
    """The id of the patient whose card is to be opened."""
    told = Signal(object)
    """Summary of what is shown in one line; None for nothing."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.appointment_id: str | None = None
        self.patient_id: str | None = None
        self.heading = QLabel()
        set_role(self.heading, "heading")
        self.heading.setWordWrap(True)
        self.card_button = QPushButton(self.tr("Patient card"))
        set_role(self.card_button, "link")
        self.card_button.clicked.connect(self._on_card)
        self.desk_warning = WarningBand(theme, self.tr("Warning for the desk"))
        self._when = QLabel()
        self._when.setWordWrap(True)
        self._icon = QLabel()
        self._status = QLabel()
        self._rows = QFormLayout()
        self._particulars = {
            "service": self._particular(self.tr("Service")),
            "phone": self._particular(self.tr("Phone")),
            "place": self._particular(self.tr("Place")),
            "price": self._particular(self.tr("Price")),
            "notes": self._particular(self.tr("Notes")),
            "reason": self._particular(self.tr("Reason")),
        }
        self.sentences = QLabel()
        self.sentences.setWordWrap(True)
        self.sentences.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        show_plain(self.heading, self._when, self._status, self.sentences)
        self.buttons = StepButtons(theme)
        self.history = AppointmentHistory(desk, theme)
        self._area = QScrollArea()
        self._content = QWidget()
        self.setAccessibleName(self.tr("Details"))
        self._lay_out()
        self.history.pointed.connect(self._on_pointed)
        theme.changed.connect(self._fit_width)
        self._fit_width()
        self.clear()

    def _lay_out(self) -> None:
        theme = self._theme
        # From the outside in: Qt styles all that is in a widget again when it gets a parent.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        self._area.setWidget(self._content)
        status = QHBoxLayout()
        status.setSpacing(theme.space(2))
        status.addWidget(self._icon)
        status.addWidget(self._status, 1)
        self._rows.setHorizontalSpacing(theme.space(3))
        self._rows.setVerticalSpacing(theme.space(2))
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        set_role(self._content, "ground")
        column = QVBoxLayout(self._content)
        column.setContentsMargins(theme.space(4), theme.space(4), theme.space(4), theme.space(4))
        column.setSpacing(theme.space(2))
        column.addWidget(self.heading)
        column.addWidget(self.card_button, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.desk_warning)
        column.addWidget(self._when)
        column.addLayout(status)
        column.addSpacing(theme.space(2))
        column.addLayout(self._rows)
        column.addWidget(self.sentences)
        column.addSpacing(theme.space(2))
        column.addWidget(self.buttons)
        column.addWidget(self.history)
        column.addStretch(1)
        self._content.installEventFilter(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def clear(self) -> None:
        """Show what the panel is for."""
        self._show_nothing()
        _show(
            self.sentences,
            self.tr(
                "Click an appointment to see it, or a grey minute to learn why not. In the calendar, Space"
                " shows the appointment that is framed, and F1 says why not."
            ),
        )
        set_role(self.sentences, "secondary")
        self._restyle(self.sentences)
        self.told.emit(None)

    def show_appointment(self, appointment: WeekAppointment, names: Names) -> None:
        """Show an appointment's particulars and its history; the window says what can be done with it."""
        self._reset()
        self.appointment_id = appointment.id
        self.patient_id = appointment.patient_id
        self.card_button.setVisible(appointment.patient_id is not None)
        self.desk_warning.say(appointment.desk_warning)
        status = status_of(appointment)
        _show(self.heading, appointment.patient_name or patientless_title(appointment, names.zone))
        _show(self._when, day_and_span(appointment.starts_at, appointment.ends_at, names.zone))
        self._icon.show()
        self._icon.setPixmap(self._theme.pixmap(status_icon(status), 20, ratio=self.devicePixelRatioF()))
        said = (self._status_words(appointment, status, names.zone), overbooked_words(appointment, names))
        _show(self._status, "  ·  ".join(filter(None, said)))
        self._show_particulars(
            service=appointment.service_name,
            phone=phone(appointment.patient_phone),
            place=names.place(appointment.doctor_location_id, appointment.location_room_id),
            price=price(appointment.price_cents, appointment.currency),
            notes=appointment.notes,
            reason=stated_reason(appointment.cancellation_reason if status == "cancelled" else None),
        )
        self.history.show_appointment(appointment, names)
        values = (self._particulars[name].text() for name in ("service", "place", "price", "notes"))
        warning = f"⚠ {self.desk_warning.text}" if appointment.desk_warning else ""
        self.told.emit(
            Summary(
                name=self.heading.text(),
                phone=self._particulars["phone"].text(),
                status=status,
                state=self._status_words(appointment, status, names.zone),
                particulars=(warning, self._when.text(), *values),
            )
        )

    # Inside

    @Slot()
    def _on_card(self) -> None:
        if self.patient_id is not None:
            self.card_asked.emit(self.patient_id)

    @Slot()
    def _fit_width(self) -> None:
        """Never be narrower than the widest button there may be, nor change the width for one."""
        sample = QPushButton()
        sample.ensurePolished()
        texts = [act_words(act).menu.replace("&", "") for act in MENU_ACTS]
        widest = 0
        for text in texts:
            sample.setText(text)
            widest = max(widest, sample.sizeHint().width())
        sample.deleteLater()
        bar = self._area.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(widest + 2 * self._theme.space(4) + bar)

    @Slot(QRect)
    def _on_pointed(self, line: QRect) -> None:
        """Scroll to the line of the history that a person came to."""
        shown = line.translated(self.history.mapTo(self._content, QPoint()))
        self._area.ensureVisible(shown.center().x(), shown.center().y(), 0, shown.height())

    def _status_words(self, appointment: WeekAppointment, status: str, zone: str) -> str:
        words = {
            "pending": self.tr("Waits for approval"),
            "confirmed": self.tr("Confirmed"),
            "arrived": self.tr("Arrived at {time}"),
            "in_room": self.tr("In the room since {time}"),
            "completed": self.tr("Done"),
            "cancelled": self.tr("Cancelled"),
            "no_show": self.tr("Did not come"),
            # Whoever is no desk of ours may hold a time for other reasons, and for ever.
            "held": self.tr("Being booked") if appointment.desk_name else self.tr("Held"),
        }
        since = appointment.visit_started_at if status == "in_room" else appointment.patient_arrived_at
        return words[status].format(time=clock_of(since, zone) if since is not None else "")

    def _particular(self, name: str) -> QLabel:
        """The value of a named row, which is shown while there is one."""
        title, value = QLabel(name), QLabel()
        set_role(title, "secondary")
        show_plain(value)
        value.setWordWrap(True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._rows.addRow(title, value)
        return value

    def _show_particulars(self, **values: str | None) -> None:
        for name, label in self._particulars.items():
            text = values.get(name) or ""
            label.setText(text)
            self._rows.setRowVisible(label, bool(text))
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Put the values under their names where a long word has too little room beside them."""
        shown = [label for label in self._particulars.values() if label.text()]
        names = (self._rows.labelForField(label).sizeHint().width() for label in shown)
        beside = 2 * self._theme.space(4) + max(names, default=0) + self._rows.horizontalSpacing()
        words = (
            label.fontMetrics().horizontalAdvance(word) for label in shown for word in label.text().split()
        )
        fits = max(words, default=0) + 1 <= self._area.viewport().width() - beside
        policy = QFormLayout.RowWrapPolicy
        self._rows.setRowWrapPolicy(policy.WrapLongRows if fits else policy.WrapAllRows)
        # Qt keeps the heights that the values had at another width.
        self._rows.invalidate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Place the values anew at another width, be it for a scroll bar that came or went."""
        if is_taken_apart(self):
            return False
        if watched is self._content and event.type() is QEvent.Type.Resize:
            self._fit_rows()
        return super().eventFilter(watched, event)

    def _show_nothing(self) -> None:
        self._reset()
        self.buttons.show_actions(())
        self.history.clear()

    def _reset(self) -> None:
        self.appointment_id = self.patient_id = None
        self.card_button.hide()
        self.desk_warning.say("")
        for label in (self.heading, self._when, self._icon, self._status, self.sentences):
            label.clear()
            label.hide()
        self._show_particulars()

    def _restyle(self, label: QLabel) -> None:
        label.setFont(self._theme.font(Text.BASE))
        repolish(label)


def _show(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
