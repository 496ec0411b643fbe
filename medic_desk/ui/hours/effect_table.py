"""How many free starts each service has in each week, before and after a draft of hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QSizePolicy, QWidget

from medic_desk.model.hours.preview import WeekCounts
from medic_desk.ui.controls.list_model import RIGHT, Column
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.words.formats import written_date

translate = QCoreApplication.translate

_FEWEST_ROWS = 5


@dataclass(frozen=True, slots=True)
class EffectRow:
    """A service, and its free starts in each week shown."""

    service_id: str
    name: str
    before: WeekCounts
    after: WeekCounts

    def key(self) -> str:
        """The service's id."""
        return self.service_id

    def change(self, week: int) -> str:
        """``64→60``; one number where nothing changes."""
        old, new = self.before[week], self.after[week]
        return str(new) if old == new else f"{old}→{new}"

    def difference(self, week: int) -> int:
        """How many starts are gained; negative where they are lost."""
        return self.after[week] - self.before[week]


class EffectTable(RowList[EffectRow]):
    """A row for each service, a column for each week. It is read: nothing is chosen in it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._theme = theme
        super().__init__((self._service_column(),), EffectRow.key, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setIndentation(0)
        # Eight weeks fit beside the services' names only without the theme's wide cells.
        self.setStyleSheet("QTreeView::item { padding: 0 1px; } QHeaderView::section { padding: 4px 3px; }")
        font = theme.font(Text.SECONDARY, tabular=True)
        self.setFont(font)
        self.header().setFont(font)
        self.header().setMinimumSectionSize(QFontMetrics(font).horizontalAdvance("00/00 "))
        self.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_weeks(self, mondays: Sequence[date]) -> None:
        """Show the weeks that begin on these Mondays."""
        self.set_columns(
            (self._service_column(), *(self._week_column(i, day) for i, day in enumerate(mondays)))
        )

    def sizeHint(self) -> QSize:
        """As high as its rows; as wide as there is room, which it asks nobody else for."""
        return QSize(super().minimumSizeHint().width(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Some services, where the list of appointments wants room as well."""
        rows = min(_FEWEST_ROWS, len(self.rows))
        height = self.header().sizeHint().height() + rows * max(0, self.sizeHintForRow(0))
        return QSize(super().minimumSizeHint().width(), height + 2 * self.frameWidth())

    def _service_column(self) -> Column[EffectRow]:
        return Column(title="", text=lambda row: row.name, stretches=True)

    def _week_column(self, week: int, monday: date) -> Column[EffectRow]:
        told = partial(self._told, week, monday)
        return Column(
            title=written_date(monday)[:5],
            text=partial(_change, week),
            tip=told,
            spoken=told,
            font=partial(self._font, week),
            colour=partial(self._colour, week),
            alignment=RIGHT,
        )

    def _told(self, week: int, monday: date, row: EffectRow) -> str:
        text = translate("HoursEffect", "{name}, week of {date}: {before} before, {after} after")
        return text.format(
            name=row.name, date=written_date(monday), before=row.before[week], after=row.after[week]
        )

    def _font(self, week: int, row: EffectRow) -> QFont | None:
        return self._theme.font(Text.SECONDARY, medium=True, tabular=True) if row.difference(week) else None

    def _colour(self, week: int, row: EffectRow) -> QColor:
        palette, difference = self._theme.palette, row.difference(week)
        code = (
            palette.warning if difference < 0 else palette.success if difference else palette.text_secondary
        )
        return self._theme.colour(code)


def _change(week: int, row: EffectRow) -> str:
    return row.change(week)
