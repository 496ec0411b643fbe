"""Where the hand on the calendar aims, and how that is shown: the place, the ghost, the words, the cursor."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt

from medic_desk.ui.calendar.carrying import (
    Carried,
    Point,
    Target,
    is_where_it_was,
    moved_target,
    resized_target,
)
from medic_desk.ui.calendar.pane import CalendarPane
from medic_desk.ui.calendar.verdict_chip import VerdictChip
from medic_desk.ui.calendar.verdicts import Verdict, Verdicts, Wanted
from medic_desk.ui.day_grid.carried_painter import Aim
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.carrying import aim_words, length_words, verdict_words

PULL_MINUTES = 10
"""From so near a free start draws what is put down where it cannot stand: no hand is exact to 5 minutes."""


class Aiming:
    """Asks the canvas what lies under a point, the verdicts what it is worth, and shows it."""

    def __init__(self, theme: Theme, pane: CalendarPane, verdicts: Verdicts) -> None:
        self._pane = pane
        self._canvas = pane.week.canvas
        self._verdicts = verdicts
        self.chip = VerdictChip(theme, self._canvas.viewport())

    # Where

    def at_pointer(self, carried: Carried, column: int, pointer: QPoint) -> Target | None:
        """The target under a point of the viewport; ``column`` is where an edge was grabbed."""
        placed, viewport = self._canvas.placed, self._canvas.viewport()
        if placed is None or not 0 <= pointer.x() < viewport.width():
            return None
        inside = self._canvas.content_point(
            QPoint(pointer.x(), min(max(pointer.y(), 0), viewport.height() - 1))
        )
        at = Point(inside.x(), inside.y())
        if carried.grip == "edge":
            return resized_target(placed, carried, column, at)
        target = moved_target(placed, carried, carried.minutes, at)
        target = self._with_length(carried, target) if target is not None else None
        return self._drawn(carried, target) if target is not None else None

    def at_cursor(self, carried: Carried) -> Target | None:
        """The target under the keyboard's cursor; None without a cursor."""
        view, placed = self._pane.week, self._canvas.placed
        if view.cursor_minute is None or placed is None or not placed.axes:
            return None
        return self._with_length(carried, Target(view.cursor_lane, view.cursor_minute, carried.minutes))

    def cursor_point(self) -> QPoint:
        """A point of the viewport below the keyboard's cursor."""
        cells, number = self._pane.week.cells(), self._pane.week.cursor_cell()
        return self._canvas.area_of(cells[number]).bottomLeft() if number >= 0 else QPoint()

    def _with_length(self, carried: Carried, target: Target) -> Target | None:
        """The target with the length there; None in a room where its doctor does not work."""
        lane_id, own_id = target.lane_id, carried.appointment.doctor_id
        is_open = lane_id in self._pane.doctor_ids or lane_id == carried.lane_id
        if not is_open and self._pane.room_of(lane_id, own_id) is None:
            return None
        doctor_id = self._doctor_id(carried, target)
        return target._replace(minutes=self._verdicts.minutes_at(carried.appointment, doctor_id))

    def _drawn(self, carried: Carried, target: Target) -> Target:
        """The free start close by, where nothing can stand on the target itself."""
        if is_where_it_was(carried, target):
            return target
        verdict = self.verdict(carried, target)
        if verdict.is_free:
            return target
        off = {slot.starts_at: abs(slot.starts_at - target.starts_at) for slot in verdict.nearest}
        nearest = min(off, key=lambda start: (off[start], start), default=None)
        if nearest is None or off[nearest] > PULL_MINUTES:
            return target
        return target._replace(starts_at=nearest)

    # What it is worth

    def verdict(self, carried: Carried, target: Target) -> Verdict:
        """Whether it may stand there."""
        return self._verdicts.of(
            Wanted(
                appointment=carried.appointment,
                doctor_id=self._doctor_id(carried, target),
                starts_at=target.starts_at,
                begun_at=carried.begun_at,
                location_room_id=self._pane.room_of(target.lane_id, carried.appointment.doctor_id),
                duration_minutes=target.minutes if carried.grip == "edge" else None,
            )
        )

    def _doctor_id(self, carried: Carried, target: Target) -> str:
        """The doctor whose column it is; in a room's column it stays with its own."""
        is_doctor = target.lane_id in self._pane.doctor_ids
        return target.lane_id if is_doctor else carried.appointment.doctor_id

    # How it is shown

    def show(self, carried: Carried, target: Target | None, pointer: QPoint) -> None:
        """Show a target and the verdict on it beside a point of the viewport.

        A place where it cannot stand shows the reason, and no shadow of what cannot be.
        """
        if target is None or is_where_it_was(carried, target):
            self.chip.hide()
            self._show_aim(target and self._aim_of(carried, target), Qt.CursorShape.ClosedHandCursor)
            return
        verdict = self.verdict(carried, target)
        zone = self._zone(target)
        head, text = verdict_words(verdict.is_free, verdict.sentences, target.starts_at, zone)
        if carried.grip == "edge":
            head = length_words(target.minutes, is_free=verdict.is_free)
        self.chip.say(head, text, pointer, is_free=verdict.is_free)
        if verdict.is_free:
            self._show_aim(self._aim_of(carried, target), Qt.CursorShape.ClosedHandCursor)
        else:
            self._show_aim(None, Qt.CursorShape.ForbiddenCursor)

    def show_ghosts(self, pinned: frozenset[str], in_hand: str) -> None:
        """Mark the blocks of what is carried: on the pinboard, and in the hand (empty for nothing)."""
        ghosts = pinned | {in_hand} if in_hand else pinned
        self._canvas.set_look(replace(self._canvas.look, ghosts=ghosts, in_hand=in_hand))

    def clear(self) -> None:
        """Show nothing of a hand."""
        self.chip.hide()
        self._show_aim(None, Qt.CursorShape.ArrowCursor)

    def _show_aim(self, aim: Aim | None, shape: Qt.CursorShape) -> None:
        self._canvas.set_look(replace(self._canvas.look, aim=aim))
        if self._canvas.viewport().cursor().shape() != shape:
            self._canvas.viewport().setCursor(shape)

    def _aim_of(self, carried: Carried, target: Target) -> Aim | None:
        placed = self._canvas.placed
        if placed is None:
            return None
        found = (
            placed.rect_of(column, target.starts_at, target.ends_at)
            for column in range(len(placed.columns))
            if placed.lane(column).id == target.lane_id
        )
        rects = tuple(rect for rect in found if rect is not None)
        words = aim_words(
            carried.appointment,
            target.starts_at,
            target.ends_at,
            self._zone(target),
            is_length=carried.grip == "edge",
        )
        return (rects, words) if rects else None

    def _zone(self, target: Target) -> str:
        lanes = self._canvas.picture.lanes if self._canvas.picture is not None else ()
        return next((lane.zone for lane in lanes if lane.id == target.lane_id), self._pane.zone())
