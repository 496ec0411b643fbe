"""The doctor's week drawn from its rules: hours, breaks, whom they are for, and layers of priority.

It shows rules, not dates: a season is written on its hours, a night shift goes on in the next column. It
edits nothing; a rule that is clicked, or reached by the arrow keys, is chosen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from medic_desk.engine.clinic_time import DAY_MINUTES
from medic_desk.engine.facts import Rule
from medic_desk.engine.hours import wall_breaks, wall_window
from medic_desk.ui.controls.plain_text import plain_tip
from medic_desk.ui.theme import Hue, Pattern, Text, Theme
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.schedule import (
    rule_particulars,
    rule_scope,
    rule_season,
    rule_times,
    rule_title,
    weekday,
)

_DAYS = 7


@dataclass(frozen=True, slots=True)
class _Piece:
    """A rule's part in one column, in minutes of the day, and its lane among those it shares time with."""

    rule: Rule
    column: int
    start: int
    end: int
    breaks: tuple[tuple[int, int, str], ...]
    goes_on: bool
    lane: int = 0
    lanes: int = 1


class WeekOverview(QWidget):
    """``rule_chosen`` (id) when a person points at a rule, ``rule_opened`` when they want to edit it."""

    rule_chosen = Signal(str)
    rule_opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rules: tuple[Rule, ...] = ()
        self._pieces: list[_Piece] = []
        self._names: Names | None = None
        self._broken: frozenset[str] = frozenset()
        self._chosen = ""
        self._first, self._last = 8, 20
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("The week's hours"))
        theme.changed.connect(self.update)

    def show_rules(self, rules: Sequence[Rule], names: Names, broken: Iterable[str] = ()) -> None:
        """Draw these rules; ``broken`` are marked as not to be saved."""
        self._rules, self._names, self._broken = tuple(rules), names, frozenset(broken)
        self._pieces = _in_lanes([piece for rule in rules for piece in _pieces_of(rule)])
        starts = [piece.start for piece in self._pieces]
        ends = [piece.end for piece in self._pieces]
        self._first = min([8, *(start // 60 for start in starts)])
        self._last = max([20, *(-(-end // 60) for end in ends)])
        self._describe()
        self.update()

    def choose(self, rule_id: str) -> None:
        """Mark a rule as the one that is edited."""
        if rule_id != self._chosen:
            self._chosen = rule_id
            self._describe()
            self.update()

    def _describe(self) -> None:
        chosen = next((rule for rule in self._rules if rule.id == self._chosen), None)
        if chosen is not None and self._names is not None:
            self.setAccessibleDescription(f"{rule_title(chosen)}. {rule_particulars(chosen, self._names)}")
        else:
            self.setAccessibleDescription("")

    # Where things are

    def sizeHint(self) -> QSize:
        """Wide enough for seven columns of hours."""
        return QSize(self._theme.space(150), self._theme.space(72))

    def minimumSizeHint(self) -> QSize:
        """A week that can still be told apart."""
        return QSize(self._theme.space(90), self._theme.space(44))

    def _margins(self) -> tuple[int, int]:
        metrics = QFontMetrics(self._theme.font(Text.SECONDARY, tabular=True))
        return metrics.horizontalAdvance("00:00") + self._theme.space(
            2
        ), metrics.height() + self._theme.space(2)

    def _column(self, column: int) -> tuple[int, int]:
        left, _top = self._margins()
        width = self.width() - left - 1
        return left + column * width // _DAYS, left + (column + 1) * width // _DAYS

    def _y(self, wall: int) -> int:
        _left, top = self._margins()
        height = self.height() - top - self._theme.space(1)
        return top + (wall - self._first * 60) * height // ((self._last - self._first) * 60)

    def _rect(self, piece: _Piece) -> QRect:
        left, right = self._column(piece.column)
        left, width = left + 3, right - left - 6
        x = left + piece.lane * width // piece.lanes
        until = left + (piece.lane + 1) * width // piece.lanes
        # Each layer of priority stands in a little further, so what lies beneath still shows at its edge.
        inset = min(self._layer(piece) * self._theme.space(1.5), max(0, (until - x) // 3))
        top, bottom = self._y(piece.start), self._y(piece.end)
        return QRect(x + inset, top + 1, max(4, until - x - inset - 1), max(4, bottom - top - 1))

    def _layer(self, piece: _Piece) -> int:
        """How many lower priorities lie under a piece."""
        return len(
            {
                other.rule.priority
                for other in self._pieces
                if other.column == piece.column
                and other.rule.is_active
                and other.rule.priority < piece.rule.priority
                and other.start < piece.end
                and piece.start < other.end
            }
        )

    def rule_at(self, point: QPoint) -> Rule | None:
        """The topmost rule at a point."""
        for piece in reversed(self._pieces):
            if self._rect(piece).contains(point):
                return piece.rule
        return None

    def rect_of(self, rule_id: str) -> QRect:
        """Where a rule is drawn; a null rectangle where it is not."""
        return next((self._rect(piece) for piece in self._pieces if piece.rule.id == rule_id), QRect())

    # What a person does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the rule under the pointer."""
        rule = self.rule_at(event.position().toPoint())
        if rule is not None and event.button() is Qt.MouseButton.LeftButton:
            self.choose(rule.id)
            self.rule_chosen.emit(rule.id)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the rule under the pointer."""
        rule = self.rule_at(event.position().toPoint())
        if rule is not None:
            self.rule_opened.emit(rule.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from rule to rule, Left and Right from day to day; Enter edits."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen:
            self.rule_opened.emit(self._chosen)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right) and self._rules:
            self._walk(key)
        else:
            super().keyPressEvent(event)

    def _walk(self, key: Qt.Key) -> None:
        ids = [rule.id for rule in self._rules]
        now = next((rule for rule in self._rules if rule.id == self._chosen), None)
        if now is None:
            found = self._rules[0]
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key is Qt.Key.Key_Down else -1
            found = self._rules[(ids.index(now.id) + step) % len(ids)]
        else:
            step = 1 if key is Qt.Key.Key_Right else -1
            days = sorted({rule.day_of_week for rule in self._rules})
            day = days[(days.index(now.day_of_week) + step) % len(days)]
            there = [rule for rule in self._rules if rule.day_of_week == day]
            found = min(there, key=lambda rule: abs(rule.work_start_local - now.work_start_local))
        self.choose(found.id)
        self.rule_chosen.emit(found.id)

    def event(self, event: QEvent) -> bool:
        """Tell in a tooltip all that a rule says."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            rule = self.rule_at(event.pos())
            if rule is None or self._names is None:
                QToolTip.hideText()
            else:
                particulars = rule_particulars(rule, self._names).replace(" · ", "\n")
                tip = plain_tip(f"{rule_title(rule)}\n{particulars}")
                QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything moves."""
        self.update()
        super().resizeEvent(event)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the columns, then the rules, lower priorities first."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        for piece in self._pieces:
            self._paint_piece(painter, piece)
        if not self._rules:
            painter.setPen(self._theme.colour(self._theme.palette.text_secondary))
            painter.setFont(self._theme.font())
            text = self.tr("No hours yet: add the first with Alt+A.")
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), text)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour(self._theme.palette.focus), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)

    def _paint_ground(self, painter: QPainter) -> None:
        palette, theme = self._theme.palette, self._theme
        left, top = self._margins()
        painter.fillRect(self.rect(), theme.colour(palette.surface))
        painter.fillRect(
            QRect(left, top, self.width() - left, self.height() - top), theme.colour(palette.sunken)
        )
        painter.setFont(theme.font(Text.SECONDARY, tabular=True))
        step = 2 if (self._y(60) - self._y(0)) < painter.fontMetrics().height() + 4 else 1
        for hour in range(self._first, self._last + 1):
            y = self._y(hour * 60)
            painter.setPen(theme.colour(palette.line if hour % step else palette.line_strong))
            painter.drawLine(left, y, self.width(), y)
            if hour % step == 0 and hour < self._last:
                painter.setPen(theme.colour(palette.text_secondary))
                box = QRect(0, y - 1, left - theme.space(1), painter.fontMetrics().height())
                painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), f"{hour % 24:02d}:00")
        for column in range(_DAYS):
            x, right = self._column(column)
            painter.setPen(theme.colour(palette.line_strong))
            painter.drawLine(x, 0, x, self.height())
            painter.setPen(theme.colour(palette.text_secondary))
            name = weekday(column + 1)
            if painter.fontMetrics().horizontalAdvance(name) > right - x - 8:
                name = weekday(column + 1, short=True)
            painter.drawText(QRect(x, 0, right - x, top), int(Qt.AlignmentFlag.AlignCenter), name)

    def _paint_piece(self, painter: QPainter, piece: _Piece) -> None:
        theme, palette, rect = self._theme, self._theme.palette, self._rect(piece)
        rule = piece.rule
        hue = self._hue(rule)
        is_broken, is_chosen = rule.id in self._broken, rule.id == self._chosen
        edge = theme.colour(palette.warning if is_broken else hue.edge)
        painter.setPen(QPen(theme.colour(palette.border), 1, Qt.PenStyle.DashLine))
        painter.setBrush(theme.colour(palette.sunken))
        if rule.is_active:
            painter.setPen(QPen(edge, 1))
            painter.setBrush(theme.colour(hue.tint))
        painter.drawRoundedRect(rect, 4, 4)
        painter.save()
        painter.setClipRect(rect.adjusted(1, 1, -1, -1))
        for start, end, _label in piece.breaks if rule.is_active else ():
            band = QRect(rect.x(), self._y(start), rect.width(), max(2, self._y(end) - self._y(start)))
            painter.fillRect(band, theme.colour(palette.surface))
            painter.setBrushOrigin(rect.topLeft())
            painter.fillRect(band, theme.brush(Pattern.BREAK, self.devicePixelRatioF()))
        if rule.is_active:
            painter.fillRect(QRect(rect.x(), rect.y(), 4, rect.height()), edge)
        self._paint_words(painter, piece, rect, hue)
        painter.restore()
        if is_chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(palette.text), 2))
            painter.drawRoundedRect(rect.adjusted(0, 0, 0, 0), 4, 4)

    def _paint_words(self, painter: QPainter, piece: _Piece, rect: QRect, hue: Hue) -> None:
        theme, palette, rule = self._theme, self._theme.palette, piece.rule
        lines = [(theme.font(Text.SECONDARY, medium=True, tabular=True), rule_times(rule))]
        if self._names is not None:
            others = [rule.label or "", rule_scope(rule, self._names), rule_season(rule)]
            if not rule.is_active:
                others.insert(0, self.tr("switched off"))
            if rule.priority:
                others.append(self.tr("priority {number}").format(number=rule.priority))
            lines += [(theme.font(Text.SECONDARY), text) for text in others if text]
        y = rect.y() + 2
        x, width = rect.x() + 8, rect.width() - 10
        holes = [(self._y(start), self._y(end)) for start, end, _label in piece.breaks]
        for i, (font, text) in enumerate(lines):
            painter.setFont(font)
            height = painter.fontMetrics().height()
            for low, high in holes:
                if y < high and low < y + height and rule.is_active:
                    y = high + 1
            if y + height > rect.bottom() and i:
                return
            painter.setPen(QColor(hue.text if rule.is_active else palette.text_secondary))
            shown = text
            if i == 0 and painter.fontMetrics().horizontalAdvance(text) > width:
                shown = text.split("–", maxsplit=1)[0]
            shown = painter.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(x, y, width, height), int(Qt.AlignmentFlag.AlignLeft), shown)
            y += height

    def _hue(self, rule: Rule) -> Hue:
        """One colour for hours for everything, another for each service; the words say it too."""
        if self._names is None or rule.scope_appointment_type_id is None:
            return self._theme.hue("0")
        own = [service.id for service in self._names.clinic.services]
        number = own.index(rule.scope_appointment_type_id) if rule.scope_appointment_type_id in own else 0
        return self._theme.hue(str(1 + number % 7))


def _pieces_of(rule: Rule) -> list[_Piece]:
    """A rule's parts: one, or two where it goes on after midnight."""
    if not 1 <= rule.day_of_week <= _DAYS:
        return []
    start, end = wall_window(rule)
    breaks = [(one.start, one.end, one.row.label or "") for one in wall_breaks(rule)]
    found = []
    for day in (0, 1):
        low, high = max(start, day * DAY_MINUTES), min(end, (day + 1) * DAY_MINUTES)
        if low < high:
            inside = tuple(
                (max(a, low) - day * DAY_MINUTES, min(b, high) - day * DAY_MINUTES, label)
                for a, b, label in breaks
                if a < high and low < b
            )
            column = (rule.day_of_week - 1 + day) % _DAYS
            found.append(
                _Piece(rule, column, low - day * DAY_MINUTES, high - day * DAY_MINUTES, inside, day == 1)
            )
    return found


def _in_lanes(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces as they are painted: lower priorities first; one priority's that overlap, side by side."""
    placed: list[_Piece] = []
    layers: dict[tuple[int, int], list[_Piece]] = {}
    for piece in pieces:
        layers.setdefault((piece.rule.priority, piece.column), []).append(piece)
    for key in sorted(layers):
        cluster: list[_Piece] = []
        ends_at = -1
        for piece in sorted(layers[key], key=lambda one: (one.start, -one.end, one.rule.id)):
            if cluster and piece.start >= ends_at:
                placed += _side_by_side(cluster)
                cluster, ends_at = [], -1
            cluster.append(piece)
            ends_at = max(ends_at, piece.end)
        placed += _side_by_side(cluster)
    return placed


def _side_by_side(cluster: list[_Piece]) -> list[_Piece]:
    ends: list[int] = []
    lanes: list[int] = []
    for piece in cluster:
        lane = next((i for i, end in enumerate(ends) if end <= piece.start), len(ends))
        ends[lane : lane + 1] = [piece.end]
        lanes.append(lane)
    return [
        _Piece(p.rule, p.column, p.start, p.end, p.breaks, p.goes_on, lane, len(ends))
        for p, lane in zip(cluster, lanes, strict=True)
    ]
