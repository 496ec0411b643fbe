"""How the line looks: the text, its chips, what would be done in one sentence, and what may be chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medic_desk.ui.booking.new_patient_form import NewPatientForm
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.controls.text_fields import TextLine
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.one_line.answers import MOST_KEYS, Answers
from medic_desk.ui.one_line.chips import ChipRow
from medic_desk.ui.one_line.verdict import VerdictPart
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role

_CHARACTERS = 112
"""How wide it is, in figures of its own type, where the window has that much room."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LineView(QFrame):
    """A child of the window it drops over; it tells keys and clicks, and knows nothing of what they mean."""

    entered = Signal()
    ctrl_entered = Signal()
    escaped = Signal()
    stepped = Signal(int)
    """Up and down: which row is marked."""
    start_turned = Signal()
    """Right at the end of the line: the next start."""
    numbered = Signal(int)
    """Alt and a figure."""
    left = Signal()
    """Focus went to another part of the window."""

    def __init__(self, desk: Desk, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._icon = QLabel()
        self.line = TextLine()
        self.line.setAccessibleName(self.tr("One line"))
        self.line.setPlaceholderText(self.tr("Who, what and when; or a phone number, a date, a command"))
        self._escape = QLabel(self.tr("Esc closes"))
        self.chips = ChipRow(theme)
        self.verdict = VerdictPart(theme)
        self._question, self._keys = QLabel(), QLabel(self.tr("↑ ↓ chooses, Enter takes"))
        self.answers = Answers(theme)
        self.form = NewPatientForm(desk, theme)
        self.message = MessageBanner(theme, wraps=True)
        self.new_button = QPushButton()
        self._also = QLabel(self.tr("Also: a phone number, a date, a command"))
        show_plain(self._question)
        set_role(self, "line")
        set_role(self.line, "line")
        set_role(self.new_button, "link")
        for label in (self._escape, self._keys, self._also):
            set_role(label, "secondary")
        self._lay_out()
        self.line.installEventFilter(self)
        window.installEventFilter(self)
        theme.changed.connect(self.restyle)
        self.restyle()
        self.setAccessibleName(self.tr("One line"))
        self.hide()

    def _lay_out(self) -> None:
        theme = self._theme
        head = QHBoxLayout()
        head.setContentsMargins(theme.space(3), theme.space(2), theme.space(3), 0)
        head.setSpacing(theme.space(2))
        head.addWidget(self._icon)
        head.addWidget(self.line, 1)
        head.addWidget(self._escape)
        chips = QVBoxLayout()
        chips.setContentsMargins(theme.space(3), theme.space(1), theme.space(3), theme.space(2))
        chips.addWidget(self.chips)
        asked = QHBoxLayout()
        asked.setContentsMargins(theme.space(3), theme.space(2), theme.space(3), theme.space(1))
        asked.addWidget(self._question, 1)
        asked.addWidget(self._keys)
        form = QVBoxLayout()
        form.setContentsMargins(theme.space(3), theme.space(2), theme.space(3), theme.space(2))
        form.addWidget(self.form)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.space(3), theme.space(1), theme.space(3), theme.space(2))
        foot.addWidget(self.new_button)
        foot.addStretch(1)
        foot.addWidget(self._also)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(0.5),) * 4)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(chips)
        column.addWidget(self.verdict)
        column.addWidget(self.message)
        column.addLayout(asked)
        column.addWidget(self.answers)
        column.addLayout(form)
        column.addLayout(foot)
        self.form.hide()

    @Slot()
    def restyle(self) -> None:
        """Follow another palette or type size."""
        theme = self._theme
        self.line.setFont(theme.font(Text.HEADING))
        self._question.setFont(theme.font(medium=True))
        side = theme.icon_size().width()
        self._icon.setPixmap(theme.pixmap("search", side, theme.palette.text, self.devicePixelRatioF()))
        self.stand()

    # What it shows

    @property
    def question(self) -> str:
        """What is asked; empty where nothing is."""
        return self._question.text() if not self._question.isHidden() else ""

    def ask(self, question: str) -> None:
        """Say what is asked, over the rows that answer it; nothing where it is empty."""
        self._question.setText(question)
        self._question.setVisible(bool(question))
        self._keys.setVisible(bool(question) and bool(self.answers.rows))

    def offer_new(self, text: str) -> None:
        """Offer to enter a patient called so; nothing where it is empty."""
        words = self.tr("New patient “{text}”   Ctrl+Enter")
        shown = self.new_button.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, 24 * self.fontMetrics().horizontalAdvance("0")
        )
        self.new_button.setText(words.format(text=shown).replace("&", "&&"))
        self.new_button.setVisible(bool(text))

    # Where it stands

    def open(self) -> None:
        """Show it over the window, with the focus where the line is typed."""
        self.stand()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def stand(self) -> None:
        """Drop from the top of the window, as high as what it shows."""
        layout, edge = self.layout(), self._theme.space(2)
        if layout is None:
            return
        room = self._window.rect().adjusted(edge, edge, -edge, -edge)
        width = min(self.fontMetrics().horizontalAdvance("0") * _CHARACTERS, room.width())
        layout.invalidate()
        layout.activate()
        height = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
        left = room.left() + (room.width() - width) // 2
        self.setGeometry(QRect(QPoint(left, room.top()), room.bottomRight()).intersected(room))
        self.resize(width, min(height, room.height()))

    def holds(self, widget: QWidget | None) -> bool:
        """Whether a widget is the line's."""
        return widget is not None and (widget is self or self.isAncestorOf(widget))

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the keys of the line act on the rows under it; follow the window's size."""
        if is_taken_apart(self):
            return False
        if watched is self._window and event.type() == QEvent.Type.Resize and not self.isHidden():
            self.stand()
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_line_key(event)
        return super().eventFilter(watched, event)

    def _on_line_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
            return True
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        is_at_end = self.line.cursorPosition() == len(self.line.text()) and not self.line.hasSelectedText()
        if key == Qt.Key.Key_Right and plain and is_at_end:
            self.start_turned.emit()
            return True
        figure = key - Qt.Key.Key_0
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and 1 <= figure <= MOST_KEYS:
            self.numbered.emit(figure)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and Escape, wherever in it they are pressed; held down they say nothing more."""
        key = event.key()
        if key not in (*_ENTER, Qt.Key.Key_Escape):
            super().keyPressEvent(event)
            return
        event.accept()
        if event.isAutoRepeat():
            return
        if key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.ctrl_entered.emit()
        else:
            self.entered.emit()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 - Qt's names
        """Go round inside: what lies under it is not what a person who tabs here means."""
        stops = [one for one in self._stops() if one.isVisible() and one.isEnabled()]
        focused = self._window.focusWidget()
        if stops:
            at = stops.index(focused) + (1 if next else -1) if focused in stops else 0
            stops[at % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _stops(self) -> Sequence[QWidget]:
        form = self.form
        fields = (form.last_name, form.first_name, form.phone, form.birth_date)
        return (self.line, *fields, *self.message.buttons)
