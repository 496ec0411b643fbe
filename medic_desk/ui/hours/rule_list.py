"""A doctor's rules as a list by day, for who reads and works with the keyboard."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from medic_desk.ui.controls.list_model import CENTRE, Column
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.hours.draft import HoursDraft, Mark
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.schedule import rule_details, rule_times, weekday

translate = QCoreApplication.translate

_FEWEST_CHARACTERS = 10
"""For whom hours are may be cut to this; the tooltip tells it whole."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as it is listed, or the heading of a day, which has no ``rule_id``."""

    rule_id: str
    hours: str
    details: tuple[str, ...] = ()
    mark: Mark = ""
    is_broken: bool = False
    is_active: bool = True

    @property
    def is_heading(self) -> bool:
        """Whether the row only names a day."""
        return not self.rule_id

    def key(self) -> str:
        """The rule's id."""
        return self.rule_id

    def particulars(self) -> str:
        """All that the rule says beside its times, as one line."""
        return " · ".join(self.details)

    def tip(self) -> str:
        """The same, a line for each."""
        return "\n".join(self.details)

    def sign(self) -> str:
        """What became of the rule, as one character: the words of the rule need the room."""
        return "!" if self.is_broken else {"": "", "added": "+", "changed": "•"}[self.mark]

    def fate(self) -> str:
        """What became of the rule, in words."""
        if self.is_broken:
            return translate("RuleList", "to put right")
        added, changed = translate("RuleList", "new"), translate("RuleList", "edited")
        return {"": "", "added": added, "changed": changed}[self.mark]


def rule_rows(draft: HoursDraft, names: Names, broken: Collection[str]) -> Iterator[RuleRow]:
    """The draft's rules under the names of their days; ``broken`` are those that cannot be saved."""
    day = 0
    for rule in draft.rules:
        if rule.day_of_week != day:
            day = rule.day_of_week
            yield RuleRow("", weekday(day))
        yield RuleRow(
            rule.id,
            f"\u2002{rule_times(rule)}",
            rule_details(rule, names),
            draft.mark(rule),
            is_broken=rule.id in broken,
            is_active=rule.is_active,
        )


class RuleList(RowList[RuleRow]):
    """``row_chosen`` (id) when a person comes to a rule, ``row_opened`` when they want to edit it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._theme = theme
        columns = (
            Column(
                title=translate("RuleList", "Hours"),
                text=lambda row: row.hours,
                font=self._hours_font,
                colour=self._quiet,
            ),
            Column(
                title=translate("RuleList", "For"),
                text=RuleRow.particulars,
                tip=RuleRow.tip,
                colour=self._quiet,
                stretches=True,
            ),
            Column(
                title="",
                text=RuleRow.sign,
                tip=RuleRow.fate,
                spoken=RuleRow.fate,
                font=self._sign_font,
                colour=self._sign_colour,
                alignment=CENTRE,
            ),
        )
        super().__init__(columns, RuleRow.key, parent, is_heading=lambda row: row.is_heading)
        self.setIndentation(0)
        # A sign is narrower than any heading: what it does not need is room for what the hours are for.
        self.header().setMinimumSectionSize(self._theme.space(4))
        self.setAccessibleName(translate("RuleList", "Rules by day"))

    def minimumSizeHint(self) -> QSize:
        """The times and the sign whole, and the beginning of what the hours are for."""
        bar = self.verticalScrollBar().sizeHint().width() + self._theme.space(4)
        beginning = self.fontMetrics().averageCharWidth() * _FEWEST_CHARACTERS
        width = self.sizeHintForColumn(0) + beginning + self.sizeHintForColumn(2) + bar
        return QSize(width, super().minimumSizeHint().height())

    # What a cell looks like

    def _hours_font(self, row: RuleRow) -> QFont | None:
        return None if row.is_heading else self._theme.font(medium=row.is_active, tabular=True)

    def _sign_font(self, _row: RuleRow) -> QFont:
        return self._theme.font(medium=True)

    def _quiet(self, row: RuleRow) -> QColor | None:
        is_quiet = row.is_heading or not row.is_active
        return self._theme.colour(self._theme.palette.text_secondary) if is_quiet else None

    def _sign_colour(self, row: RuleRow) -> QColor:
        palette = self._theme.palette
        return self._theme.colour(palette.warning if row.is_broken else palette.accent)
