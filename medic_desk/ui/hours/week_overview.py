"""The doctor's week drawn from its rules on the calendar's grid: hours, breaks, whom they are for.

It shows rules, not dates: a season is written on its hours, a night shift goes on in the next column. It
edits nothing; a rule that is clicked, or reached by the arrow keys, is chosen.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QToolTip, QWidget

from medic_desk.engine.facts import Rule
from medic_desk.ui.controls.plain_text import plain_tip
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.day_grid.margins import GridHeader, TimeAxis
from medic_desk.ui.day_grid.painter import GridPainter, Look
from medic_desk.ui.hours.rule_painter import RulePainter, RulesLook
from medic_desk.ui.hours.rules_layout import (
    RulesLayout,
    hours_of,
    next_rule,
    rule_on_next_day,
    rules_layout,
)
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.schedule import rule_details, rule_particulars, rule_title

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class WeekOverview(QWidget):
    """``rule_chosen`` (id) when a person points at a rule, ``rule_opened`` when they want to edit it."""

    rule_chosen = Signal(str)
    rule_opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rules: tuple[Rule, ...] = ()
        self._look: RulesLook | None = None
        self._chosen = ""
        self._layout: RulesLayout = rules_layout((), 1, 1)
        self._offset = 0
        """The row of the grid at the top edge of the days."""
        self._header = GridHeader(theme, self)
        self._axis = TimeAxis(theme, self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("The week's hours"))
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            opens = QShortcut(QKeySequence(key), self, self._on_open)
            opens.setContext(Qt.ShortcutContext.WidgetShortcut)
        theme.changed.connect(self._on_theme_changed)

    def show_rules(self, rules: Sequence[Rule], names: Names, broken: Iterable[str] = ()) -> None:
        """Draw these rules; ``broken`` are marked as not to be saved."""
        self._rules = tuple(rules)
        self._look = RulesLook(names, frozenset(broken), self._chosen)
        self._describe()
        self._lay_out()

    def choose(self, rule_id: str) -> None:
        """Mark a rule as the one that is edited."""
        if rule_id == self._chosen:
            return
        self._chosen = rule_id
        if self._look is not None:
            self._look = RulesLook(self._look.names, self._look.broken, rule_id)
        self._describe()
        self.update()

    def rule_at(self, point: QPoint) -> Rule | None:
        """The topmost rule at a point."""
        days = self._days()
        inside = point - days.topLeft()
        found = self._layout.rule_at(inside.x(), inside.y() + self._offset)
        return found if days.contains(point) else None

    def rect_of(self, rule_id: str) -> QRect:
        """Where a rule is drawn; a null rectangle where it is not."""
        found = self._layout.rect_of(rule_id)
        if found is None:
            return QRect()
        return QRect(*found).translated(self._days().topLeft() - QPoint(0, self._offset))

    def sizeHint(self) -> QSize:
        """Wide enough for seven columns of hours."""
        return QSize(self._theme.space(150), self._theme.space(72))

    def minimumSizeHint(self) -> QSize:
        """A week that can still be told apart."""
        return QSize(self._theme.space(90), self._theme.space(44))

    # Inside

    def _describe(self) -> None:
        chosen = next((rule for rule in self._rules if rule.id == self._chosen), None)
        if chosen is not None and self._look is not None:
            told = f"{rule_title(chosen)}. {rule_particulars(chosen, self._look.names)}"
            self.setAccessibleDescription(told)
        else:
            self.setAccessibleDescription("")

    def _days(self) -> QRect:
        """The widget without the header and the time axis."""
        left, top = self._axis.sizeHint().width(), self._header.sizeHint().height()
        return QRect(left, top, max(1, self.width() - left), max(1, self.height() - top))

    def _lay_out(self) -> None:
        days = self._days()
        first, last = hours_of(self._rules)
        # Half a line above and below, for the times at the first and the last hour.
        margin = -(-QFontMetrics(self._theme.font(Text.SECONDARY)).height() // 2) + 2
        hour_height = max(1, (days.height() - 2 * margin) // (last - first))
        self._layout = rules_layout(self._rules, days.width(), hour_height)
        self._offset = first * hour_height - margin
        self._header.setGeometry(0, 0, self.width(), days.top())
        self._header.set_inset(days.left())
        self._header.show_layout(self._layout.grid)
        # No further than the hours shown: the next time would be cut at the edge.
        self._axis.setGeometry(0, days.top(), days.left(), (last - first) * hour_height + 2 * margin)
        self._axis.show_layout(self._layout.grid, self._offset)
        self.update()

    # What a person does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the rule under the pointer."""
        rule = self.rule_at(event.position().toPoint())
        if rule is not None and event.button() is Qt.MouseButton.LeftButton:
            self._take(rule)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the rule under the pointer."""
        rule = self.rule_at(event.position().toPoint())
        if rule is not None:
            self.rule_opened.emit(rule.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from rule to rule, Left and Right from day to day."""
        key = Qt.Key(event.key())
        step = _STEPS.get(key)
        if step is None or not self._rules:
            super().keyPressEvent(event)
            return
        go = next_rule if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) else rule_on_next_day
        found = go(self._rules, self._chosen, step)
        if found is not None:
            self._take(found)

    def _take(self, rule: Rule) -> None:
        self.choose(rule.id)
        self.rule_chosen.emit(rule.id)

    @Slot()
    def _on_open(self) -> None:
        if self._chosen:
            self.rule_opened.emit(self._chosen)

    def event(self, event: QEvent) -> bool:
        """Tell in a tooltip all that a rule says."""
        if is_taken_apart(self):
            return super().event(event)
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            rule = self.rule_at(event.pos())
            if rule is None or self._look is None:
                QToolTip.hideText()
            else:
                told = "\n".join((rule_title(rule), *rule_details(rule, self._look.names)))
                QToolTip.showText(event.globalPos(), plain_tip(told), self)
            return True
        return super().event(event)

    # Painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything moves."""
        if is_taken_apart(self):
            super().resizeEvent(event)
            return
        self._lay_out()
        super().resizeEvent(event)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._lay_out()
        self._header.update()
        self._axis.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the calendar's grid, then the rules, lower priorities first."""
        painter, days = QPainter(self), self._days()
        ratio, palette = self.devicePixelRatioF(), self._theme.palette
        painter.fillRect(self.rect(), self._theme.colour(palette.surface))
        painter.fillRect(days.adjusted(-1, 0, 0, 0), self._theme.colour(palette.line_strong))
        grid = GridPainter(self._theme, ratio)
        painter.setClipRect(days)
        painter.save()
        painter.translate(days.topLeft() - QPoint(0, self._offset))
        grid.paint(painter, self._layout.grid, Look(), QRegion(0, self._offset, days.width(), days.height()))
        if self._look is not None:
            rules = RulePainter(self._theme, ratio)
            for placed in self._layout.placed:
                rules.paint(painter, placed, self._look)
        painter.restore()
        if not self._rules:
            grid.paint_hint(painter, days, self.tr("No hours yet: add the first with Alt+A."))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour(palette.focus), 2))
            painter.drawRect(days.adjusted(1, 1, -1, -1))
