"""Paints the rules of a week on the calendar's grid: what they are for by colour, breaks, and their words."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from medic_desk.engine.facts import Rule
from medic_desk.ui.day_grid.block_painter import EDGE
from medic_desk.ui.day_grid.measures import line_height, lowered, metrics_of, usual_baseline
from medic_desk.ui.hours.rules_layout import PlacedRule
from medic_desk.ui.theme import Hue, Pattern, Text, Theme
from medic_desk.ui.words.formats import clock_time
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.schedule import rule_scope, rule_season, rule_times

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class RulesLook:
    """What is told of the rules beside themselves: names, which may not be saved, which is chosen."""

    names: Names
    broken: frozenset[str] = frozenset()
    chosen: str = ""


class RulePainter:
    """Paints on a painter whose origin is that of the layout; fonts are read at construction."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        self._theme = theme
        self._ratio = ratio
        self._times = theme.font(Text.SECONDARY, medium=True, tabular=True)
        self._small = theme.font(Text.SECONDARY)

    def paint(self, painter: QPainter, placed: PlacedRule, look: RulesLook) -> None:
        """Paint one part of a rule."""
        theme, palette, rule = self._theme, self._theme.palette, placed.rule
        rect = QRect(*placed.rect)
        hue = self._hue(rule, look.names)
        edge = theme.colour(palette.warning if rule.id in look.broken else hue.edge)
        if rule.is_active:
            painter.setPen(QPen(edge, 1))
            painter.setBrush(theme.colour(hue.tint))
        else:
            painter.setPen(QPen(theme.colour(palette.border), 1, Qt.PenStyle.DashLine))
            painter.setBrush(theme.colour(palette.sunken))
        painter.drawRoundedRect(rect, 4, 4)
        painter.save()
        painter.setClipRect(rect.adjusted(1, 1, -1, -1), Qt.ClipOperation.IntersectClip)
        if rule.is_active:
            self._paint_breaks(painter, placed, rect)
            painter.fillRect(QRect(rect.x(), rect.y(), EDGE, rect.height()), edge)
        self._paint_words(painter, placed, hue, look.names)
        painter.restore()
        if rule.id == look.chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(palette.text), 2))
            painter.drawRoundedRect(rect, 4, 4)

    def _paint_breaks(self, painter: QPainter, placed: PlacedRule, rect: QRect) -> None:
        painter.setBrushOrigin(rect.topLeft())
        for first, after in placed.breaks:
            band = QRect(rect.x(), first, rect.width(), max(2, after - first))
            painter.fillRect(band, self._theme.colour(self._theme.palette.surface))
            painter.fillRect(band, self._theme.brush(Pattern.BREAK, self._ratio))

    def _paint_words(self, painter: QPainter, placed: PlacedRule, hue: Hue, names: Names) -> None:
        """As many lines as there is room for, around breaks and around what stands on top."""
        rule, rect = placed.rule, placed.rect
        colour = QColor(hue.text if rule.is_active else self._theme.palette.text_secondary)
        x, width = rect.x + EDGE + 4, rect.width - EDGE - 6
        hidden = sorted((*placed.covered, *(placed.breaks if rule.is_active else ())))
        # In the middle of what is lower than a line: figures are lower still.
        y = rect.y + min(2, (rect.height - line_height(self._times)) // 2)
        least = rect.height >= line_height(self._times) * 3 // 4
        for i, (font, text) in enumerate(self._lines(rule, names, width)):
            height = line_height(font)
            for first, after in hidden:
                if y < after and first < y + height:
                    y = after + 1
            if y + height + 2 > rect.bottom and (i or not least or y > rect.y + 2):
                return
            _write_words(painter, font, colour, QPointF(x, y + lowered(font, text)), text, width)
            y += height

    def _lines(self, rule: Rule, names: Names, width: int) -> Iterator[tuple[QFont, str]]:
        times = rule_times(rule)
        if metrics_of(self._times).horizontalAdvance(times) > width:
            times = clock_time(rule.work_start_local)
        yield self._times, times
        said = [rule.label or "", rule_scope(rule, names), rule_season(rule)]
        if not rule.is_active:
            said.insert(0, translate("Hours", "switched off"))
        if rule.priority:
            said.append(translate("Hours", "priority {number}").format(number=rule.priority))
        for text in filter(None, said):
            yield self._small, text

    def _hue(self, rule: Rule, names: Names) -> Hue:
        """One colour for hours for everything, another for each service; the words say it too."""
        if rule.scope_appointment_type_id is None:
            return self._theme.hue("0")
        own = [service.id for service in names.clinic.services]
        number = own.index(rule.scope_appointment_type_id) if rule.scope_appointment_type_id in own else 0
        return self._theme.hue(str(1 + number % 7))


def _write_words(
    painter: QPainter, font: QFont, colour: QColor, corner: QPointF, text: str, width: float
) -> None:
    """Write one line from its top left ``corner``, cut at ``width`` pixels."""
    metrics = metrics_of(font)
    painter.setFont(font)
    painter.setPen(colour)
    shown = text
    if metrics.horizontalAdvance(text) > width:
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(width)))
    painter.drawText(corner + QPointF(0, usual_baseline(font)), shown)
