"""Days and hours a person means: from one day to another, whole or between two times, at once or each day."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from medic_desk.engine.clinic_time import DAY_MINUTES, instant_of, local_time, readings
from medic_desk.engine.facts import Minute
from medic_desk.ui.controls.form_field import FormField, set_read_only
from medic_desk.ui.controls.reading_choice import ReadingChoice
from medic_desk.ui.controls.typed_fields import DateField, TimeField
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.clock_change import skipped_sentence, twice_sentence
from medic_desk.ui.words.schedule import range_sentence

Span = tuple[Minute, Minute]

MOST_DAYS = 366


class _Shown(NamedTuple):
    """A day and a time of it that the fields were given, and the instant that they stand for."""

    day: date
    wall: int
    minute: Minute


class DaySpan(QWidget):
    """``changed`` with everything a person types. An empty last day is the first one."""

    changed = Signal()

    def __init__(self, theme: Theme, zone: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._shown_start: _Shown | None = None
        self._shown_end: _Shown | None = None
        self.first = DateField(today)
        self.last = DateField(today)
        self.is_whole = QCheckBox(self.tr("&Whole days"))
        self.is_each = QCheckBox(self.tr("These hours on &each day"))
        self.start = TimeField()
        self.end = TimeField()
        self.first_field = FormField(theme, self.tr("&First day"), self.first)
        self.last_field = FormField(theme, self.tr("&Last day"), self.last)
        self.start_field = FormField(theme, self.tr("F&rom"), self.start)
        self.end_field = FormField(theme, self.tr("&To"), self.end)
        # Both may be asked at once, of the same time.
        self.start_reading, self.end_reading = (
            ReadingChoice(theme, field.label.text().replace("&", ""))
            for field in (self.start_field, self.end_field)
        )
        self.last.setPlaceholderText(self.tr("the same day"))
        self._lay_out(theme)
        self._connect()
        self._show_parts()

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        for pair in ((self.first_field, self.last_field), (self.start_field, self.end_field)):
            row = QHBoxLayout()
            row.setSpacing(theme.space(2))
            for part in pair:
                row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
            if pair[0] is self.first_field:
                column.addWidget(self.is_whole)
        for below in (self.start_reading, self.end_reading, self.is_each):
            column.addWidget(below)
        self.is_whole.setChecked(True)
        self.is_each.setChecked(True)

    def _connect(self) -> None:
        for field in (self.first, self.last, self.start, self.end):
            field.changed.connect(self._on_changed)
        for box in (self.is_whole, self.is_each):
            box.toggled.connect(self._on_changed)
        for reading in (self.start_reading, self.end_reading):
            reading.changed.connect(self._on_changed)

    def set_zone(self, zone: str) -> None:
        """Read days and hours on another clock."""
        self._zone = zone
        self._shown_start = self._shown_end = None

    def set_span(self, starts_at: Minute, ends_at: Minute) -> None:
        """Show a span as the days and hours it is."""
        (first, start), (last, end) = local_time(starts_at, self._zone), local_time(ends_at, self._zone)
        is_whole = start == 0 and end == 0
        self._shown_start = _Shown(first, start, starts_at)
        if end == 0:
            last -= timedelta(days=1)
        self._shown_end = _Shown(last, end or DAY_MINUTES, ends_at)
        for widget in (self.is_whole, self.is_each):
            widget.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.is_whole.setChecked(is_whole)
        # One row over several days is one stretch.
        self.is_each.setChecked(first == last)
        for widget in (self.is_whole, self.is_each):
            widget.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self.first.set_day(first)
        self.last.set_day(None if last == first else last)
        self.start.set_minute(9 * 60 if is_whole else start)
        self.end.set_minute(14 * 60 if is_whole else end)
        if not is_whole and end == 0:
            self.end.setText("24:00")
        self._show_parts()
        self.start_reading.choose(starts_at)
        self.end_reading.choose(ends_at)
        self.say()

    def set_day(self, day: date) -> None:
        """Begin with one whole day."""
        self.set_span(instant_of(day, 0, self._zone), instant_of(day + timedelta(days=1), 0, self._zone))

    def set_locked(self, *, is_locked: bool) -> None:
        """Let nothing be changed."""
        for field in (self.first, self.last, self.start, self.end):
            set_read_only(field, is_read_only=is_locked)
        for box in (self.is_whole, self.is_each):
            box.setEnabled(not is_locked)
        for reading in (self.start_reading, self.end_reading):
            reading.setEnabled(not is_locked)

    def spans(self) -> tuple[Span, ...] | None:
        """The instants that are meant, in order; None where something is wrong or missing."""
        if any(True for _found in self._problems()):
            return None
        first = self.first.day
        if first is None:
            return None
        last = self.last.day or first
        if self.is_whole.isChecked():
            return ((self._start(first, 0), self._end(last, DAY_MINUTES)),)
        start, end = self.start.minute or 0, self.end.minute or DAY_MINUTES
        if first == last or not self.is_each.isChecked():
            return ((self._start(first, start), self._end(last, end)),)
        days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
        spans = ((self._start(day, start), self._end(day, end)) for day in days)
        # On a day on which the clock skips all of these hours there are none.
        return tuple(span for span in spans if span[0] < span[1])

    def say(self) -> bool:
        """Say at each field what is wrong with it; whether anything is."""
        found, advice = dict(self._problems()), dict(self._skipped(of_several=True))
        for name, field in (
            ("first", self.first_field),
            ("last", self.last_field),
            ("start", self.start_field),
            ("end", self.end_field),
        ):
            field.say(found.get(name) or advice.get(name, ""), is_advice=name not in found)
        return bool(found)

    def go_to_problem(self) -> None:
        """Put the cursor where something is wrong."""
        fields = {"first": self.first, "last": self.last, "start": self.start, "end": self.end}
        for name, _sentence in self._problems():
            fields[name].setFocus()
            fields[name].selectAll()
            return

    # Inside

    def _start(self, day: date, wall: int) -> Minute:
        return self._meant(day, wall, self._shown_start, self.start_reading)

    def _end(self, day: date, wall: int) -> Minute:
        return self._meant(day, wall, self._shown_end, self.end_reading)

    def _meant(self, day: date, wall: int, shown: _Shown | None, reading: ReadingChoice) -> Minute:
        """The instant of a time that is typed; one that nobody changed stays the reading that it was."""
        chosen = reading.chosen
        if chosen is not None and chosen in readings(day, wall, self._zone):
            return chosen
        if shown is not None and (shown.day, shown.wall) == (day, wall):
            return shown.minute
        return instant_of(day, wall, self._zone)

    def _problems(self) -> Iterator[tuple[str, str]]:
        first, last = self.first.day, self.last.day
        if first is None:
            yield "first", range_sentence("date")
        if not self.last.is_readable:
            yield "last", range_sentence("date")
        if first is not None and last is not None:
            if last < first:
                yield "last", self.tr("The last day lies before the first.")
            elif (last - first).days >= MOST_DAYS:
                yield "last", self.tr("That is more than a year: write a shorter time.")
        if self.is_whole.isChecked():
            return
        for name, field in (("start", self.start), ("end", self.end)):
            if not field.is_readable:
                yield name, range_sentence("time")
        unclear = (*self._skipped(), *self._twice())
        yield from unclear
        if not unclear and self._ends_too_early():
            yield "end", self.tr("The end has to come after the start.")

    def _ends_too_early(self) -> bool:
        """Whether the end comes before the start, or with it, where both are times of the same day."""
        first, start, end = self.first.day, self.start.minute, self.end.minute
        if first is None or start is None or end is None or not self._is_one_days():
            return False
        if self.last.day in {None, first}:
            # The clock may read less at the end, where it was set back between the two.
            return self._end(first, end or DAY_MINUTES) <= self._start(first, start)
        return (end or DAY_MINUTES) <= start

    def _skipped(self, *, of_several: bool = False) -> Iterator[tuple[str, str]]:
        """Times that the clock skips on their day; or, of times of several days, on one of them."""
        for name, days, wall, _reading in self._times():
            day = next((day for day in days if not readings(day, wall, self._zone)), None)
            if day is not None and (len(days) > 1) == of_several:
                yield name, skipped_sentence(day, wall, self._zone)

    def _twice(self) -> Iterator[tuple[str, str]]:
        """Times that the clock shows twice, while it is not said which is meant."""
        for name, days, wall, reading in self._times():
            day = next((day for day in days if len(readings(day, wall, self._zone)) > 1), None)
            if day is not None and reading.chosen not in readings(day, wall, self._zone):
                yield name, twice_sentence(day, wall)

    def _times(self) -> Iterator[tuple[str, tuple[date, ...], int, ReadingChoice]]:
        """Start and end, where they can be read: the days they are times of, the time, who is asked which.

        None of whole days: they begin and end where the clock says that the date changes.
        """
        first, last = self.first.day, self.last.day or self.first.day
        is_right = first is not None and last is not None and 0 <= (last - first).days < MOST_DAYS
        if self.is_whole.isChecked() or first is None or last is None or not is_right:
            return
        start, end = self.start.minute, self.end.minute
        each = tuple(first + timedelta(days=i) for i in range((last - first).days + 1))
        is_each = self.is_each.isChecked()
        if start is not None:
            yield "start", each if is_each else (first,), start, self.start_reading
        if end:
            yield "end", each if is_each else (last,), end, self.end_reading

    def _is_one_days(self) -> bool:
        """Whether start and end are times of the same day."""
        return self.is_each.isChecked() or self.last.day in {None, self.first.day}

    def _show_parts(self) -> None:
        is_whole = self.is_whole.isChecked()
        several = self.last.day is not None and self.last.day != self.first.day
        self.start_field.setVisible(not is_whole)
        self.end_field.setVisible(not is_whole)
        self.is_each.setVisible(not is_whole and several)
        asked = {reading: (days, wall) for _name, days, wall, reading in self._times()}
        for reading in (self.start_reading, self.end_reading):
            reading.show_time(*asked.get(reading, ((), 0)), self._zone)

    @Slot()
    def _on_changed(self) -> None:
        self._show_parts()
        self.say()
        self.changed.emit()
