"""How wide a doctor's day is drawn, and why it is outside hours."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFontMetrics, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from medic_desk.ui.calendar.columns import doctors_picture, folded_days
from medic_desk.ui.calendar.head import CalendarHead
from medic_desk.ui.calendar.heads import DayHead
from medic_desk.ui.day_grid.grid_picture import Block, Column, GridPicture, Ground, Lane
from medic_desk.ui.day_grid.layout import Frame
from medic_desk.ui.day_grid.off_hours import off_stretches
from medic_desk.ui.day_grid.placing import grid_layout
from medic_desk.ui.day_grid.shown_hours import first_hour, visible_hours
from medic_desk.ui.day_grid.words import off_text
from medic_desk.ui.theme import Text, Theme
from tests.ui.calendar.week_pictures import ATHENS, at, days_of, hours

MONDAY = date(2026, 11, 23)
WEEK = tuple(MONDAY + timedelta(days=number) for number in range(7))


def told(*windows: tuple[int, int]) -> list[str]:
    picture = days_of(zone=ATHENS, first_day=MONDAY, days=1, grounds=hours(MONDAY, *windows))
    layout = grid_layout(picture, Frame(width=200, hour_height=60))
    return [off_text(stretch, ATHENS) for stretch in off_stretches(layout, 0)]


def test_each_stretch_outside_hours_says_why_once() -> None:
    assert told((9, 13), (17, 20)) == ["from 09:00", "back 17:00", "day over"]
    # Hours that touch have nothing between them.
    assert told((9, 13), (13, 24)) == ["from 09:00"]
    assert told() == ["no hours"]


def test_a_lane_that_is_being_read_tells_nothing_of_its_hours() -> None:
    picture = days_of(zone=ATHENS, first_day=MONDAY, days=1)
    reading = Lane(id="a", zone=ATHENS, is_reading=True)
    layout = grid_layout(type(picture)(lanes=(reading,), columns=picture.columns), Frame(200, 60))
    assert list(off_stretches(layout, 0)) == []


def test_a_night_on_duty_is_not_what_a_day_is_scrolled_to() -> None:
    night = Ground(at(MONDAY, 0), at(MONDAY, 6), "hours")
    day = hours(MONDAY, (8, 14))
    assert first_hour(days_of(zone=ATHENS, first_day=MONDAY, grounds=(night, *day))) == 8
    assert first_hour(days_of(zone=ATHENS, first_day=MONDAY, grounds=(night,))) == 0
    assert first_hour(days_of(zone=ATHENS, first_day=MONDAY)) == 8
    # Nor is an appointment in its last hour.
    early = Block(id="early", starts_at=at(MONDAY, 5, 20), ends_at=at(MONDAY, 5, 40))
    picture = days_of(zone=ATHENS, first_day=MONDAY, grounds=(night, *day), blocks=(early,))
    assert first_hour(picture) == 8
    assert visible_hours(picture) == (0, 14), "the night can be scrolled to"


def test_several_doctors_begin_where_most_of_their_days_do() -> None:
    def begins(*hours_of_days: tuple[int, ...]) -> int:
        """The hour that is scrolled to with one lane for each tuple, which begins at these hours."""
        lanes = tuple(
            Lane(
                id=str(number),
                zone=ATHENS,
                grounds=tuple(
                    ground
                    for day, hour in enumerate(begun)
                    for ground in hours(MONDAY + timedelta(days=day), (hour, hour + 6))
                ),
            )
            for number, begun in enumerate(hours_of_days)
        )
        days = len(hours_of_days[0])
        columns = tuple(
            Column(lane, MONDAY + timedelta(days=day)) for day in range(days) for lane in range(len(lanes))
        )
        return first_hour(GridPicture(lanes=lanes, columns=columns))

    assert begins((8, 8, 8), (8, 9, 8), (5, 5, 5)) == 8
    assert begins((8, 8, 8), (9, 9, 9), (9, 8, 9)) == 8, "nearly as many begin before"
    assert begins((8, 8, 8), (5, 5, 5)) == 5
    assert begins((5, 5, 5)) == 5
    assert begins((8, 17, 17)) == 17
    assert begins((9, 9, 8, 9)) == 9


def head(*, is_empty: bool = False, weight: float = 1.2) -> DayHead:
    return DayHead("Athens", "2 left", "left", weight, is_empty=is_empty)


def test_the_initial_of_a_doctor_goes_before_a_letter_of_the_surname(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    head_bar = CalendarHead(theme, holder)
    font = theme.font(Text.BASE, medium=True)
    room = QFontMetrics(font).horizontalAdvance("Θεοδωρίδης") + 1

    def called(*short_titles: str) -> str:
        lanes = [Lane(id=one, zone=ATHENS, title=one, short_title=one) for one in short_titles]
        days = [(lane, [head()]) for lane in lanes]
        picture = doctors_picture(days, WEEK[:1], (), lambda _id, _day, weight: weight, at(MONDAY, 9))
        head_bar.show_layout(grid_layout(picture, Frame(width=200, hour_height=60)), 0)
        return head_bar._name_of(lanes[0], font, room)

    assert called("Θεοδωρίδης Α.", "Ράπτης Ν.") == "Θεοδωρίδης"
    assert called("Θεοδωρίδης Α.", "Θεοδωρίδης Ν.").endswith("… Α."), "it tells the two apart"


def test_where_one_count_changes_one_head_is_painted(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(600, 200)
    head_bar = CalendarHead(theme, holder)
    head_bar.setGeometry(0, 0, 600, head_bar.sizeHint().height())
    lanes = [Lane(id=one, zone=ATHENS, title=one, short_title=one) for one in ("a", "b", "c")]
    painted: list[QRegion] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
            if isinstance(event, QPaintEvent):
                painted.append(event.region())
            return False

    def show(count: str, *names: str) -> QRegion:
        painted.clear()
        shown = [replace(lane, short_title=name) for lane, name in zip(lanes, names, strict=True)]
        heads = [head(), replace(head(), count=count), head()]
        days = [(lane, [one]) for lane, one in zip(shown, heads, strict=True)]
        picture = doctors_picture(days, WEEK[:1], (), lambda _id, _day, weight: weight, at(MONDAY, 9))
        head_bar.show_layout(grid_layout(picture, Frame(width=600, hour_height=60)), 0)
        QApplication.processEvents()
        return sum(painted, QRegion())

    watch = Watch(head_bar)
    head_bar.installEventFilter(watch)
    with qtbot.waitExposed(holder):
        holder.show()
    show("8 free", "a", "b", "c")
    assert show("8 free", "a", "b", "c").isEmpty()
    assert show("7 free", "a", "b", "c") == QRegion(head_bar.area_of(1))
    # A name is told from those beside it.
    assert show("7 free", "a", "b", "b") == QRegion(head_bar.rect())


def test_only_empty_days_of_the_week_end_are_folded() -> None:
    one, other = Lane(id="a", zone=ATHENS), Lane(id="b", zone=ATHENS)
    empty = [head(is_empty=True)] * 7
    busy = [*empty[:5], head(), *empty[6:]]
    assert folded_days([(one, empty), (other, empty)], WEEK, ()) == {WEEK[5], WEEK[6]}
    assert folded_days([(one, empty), (other, busy)], WEEK, ()) == {WEEK[6]}
    assert folded_days([(one, empty)], WEEK, (WEEK[6],)) == {WEEK[5]}
    # What is being read may not be empty.
    assert folded_days([(one, empty), (other, None)], WEEK, ()) == frozenset()
    assert folded_days([(one, empty[:1])], WEEK[5:6], ()) == frozenset()


def test_days_of_one_doctor_are_alike_and_those_of_several_weigh_their_own() -> None:
    one, other = Lane(id="a", zone=ATHENS), Lane(id="b", zone=ATHENS)
    kept = {("b", MONDAY): 1.6}

    def weight_of(lane_id: str, day: date, weight: float) -> float:
        return kept.get((lane_id, day), weight)

    alone = doctors_picture([(one, [head()] * 7)], WEEK, (), weight_of, at(MONDAY, 9))
    assert {column.weight for column in alone.columns} == {1.0}
    both = doctors_picture([(one, [head()]), (other, [head()])], WEEK[:1], (), weight_of, at(MONDAY, 9))
    assert [column.weight for column in both.columns] == [1.2, 1.6]
    assert both.title == "2 doctors"
