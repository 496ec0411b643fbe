"""What the calendar says in words: spans, tooltips, and the names a screen reader speaks of its cells."""

from datetime import date
from html import escape

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from medic_desk.engine.clinic_time import local_date, local_time
from medic_desk.engine.facts import Minute
from medic_desk.ui.day_grid.cursor import Stop
from medic_desk.ui.day_grid.grid_picture import Block, Ground
from medic_desk.ui.day_grid.layout import GridLayout
from medic_desk.ui.day_grid.off_hours import OffStretch
from medic_desk.ui.words.formats import time_at

translate = QCoreApplication.translate


def span_text(starts_at: Minute, ends_at: Minute, zone: str) -> str:
    """``10:00–10:30``; with the date of the end where that is a later one (midnight is 24:00)."""
    begin, end = time_at(starts_at, zone), time_at(ends_at, zone)
    first, (last, wall) = local_date(starts_at, zone), local_time(ends_at, zone)
    if last > first and wall == 0 and local_date(ends_at - 1, zone) == first:
        end = "24:00"
    elif last != first:
        end = f"{end} ({last:%d/%m})"
    return f"{begin}–{end}"


def day_text(day: date, *, long: bool = False) -> str:
    """The name of a day in the language in force: ``Mon`` or ``Monday``."""
    form = QLocale.FormatType.LongFormat if long else QLocale.FormatType.ShortFormat
    return QLocale().standaloneDayName(QDate(day.year, day.month, day.day).dayOfWeek(), form)


def date_text(day: date) -> str:
    """A date as the clinic writes it, with its day: ``Monday 23/11/2026``."""
    return f"{day_text(day, long=True)} {day:%d/%m/%Y}"


def status_text(block: Block) -> str:
    """The status of a block in words."""
    texts = {
        "pending": translate("Calendar", "pending"),
        "confirmed": translate("Calendar", "confirmed"),
        "arrived": translate("Calendar", "arrived"),
        "in_room": translate("Calendar", "in the room"),
        "completed": translate("Calendar", "done"),
        "cancelled": translate("Calendar", "cancelled"),
        "no_show": translate("Calendar", "did not come"),
        "held": translate("Calendar", "held"),
    }
    return texts[block.status]


def title_text(block: Block) -> str:
    """What stands first on a block: the patient, or the desk that holds the time."""
    if block.kind == "appointment":
        return block.title
    if block.is_own:
        return translate("Calendar", "Held here")
    return block.desk_name or translate("Calendar", "Another program")


def short_title_text(block: Block) -> str:
    """What stands for ``title_text`` of a hold where that has no room; empty where nothing is shorter."""
    if block.kind == "appointment":
        return ""
    if block.is_own:
        return translate("Calendar", "Here")
    return "" if block.desk_name else translate("Calendar", "Other")


def service_text(block: Block) -> str:
    """What stands second on a block: the service; that a desk holds the time, where one does."""
    if block.kind == "hold" and not block.is_own and not block.service:
        return translate("Calendar", "held while booking")
    return block.service


def ground_text(ground: Ground) -> str:
    """What kind of background it is, with its own words."""
    texts = {
        "hours": translate("Calendar", "Working hours"),
        "break": translate("Calendar", "Break"),
        "blocked": translate("Calendar", "Blocked"),
        "reserved": translate("Calendar", "Reserved"),
        "pending": translate("Calendar", "Time off asked for"),
        "closed": translate("Calendar", "Closed"),
    }
    kind = texts[ground.kind]
    return f"{kind}: {ground.text}" if ground.text not in ("", kind) else kind


def block_tip(block: Block, zone: str) -> str:
    """The tooltip of a block, as rich text: everything there is to know of it."""
    lines = [f"<b>{span_text(block.starts_at, block.ends_at, zone)}&nbsp; {escape(title_text(block))}</b>"]
    lines += [f"<b>{escape(block.warning)}</b>"] if block.warning else []
    lines += [escape(text) for text in (block.service, block.place) if text]
    minutes = block.ends_at - block.starts_at
    lines.append(
        escape(
            translate("Calendar", "{minutes} min, {status}").format(
                minutes=minutes, status=status_text(block)
            )
        )
    )
    lines += [escape(line) for line in block.note.splitlines()]
    return f"<div>{'<br>'.join(lines)}</div>"


def slot_tip(starts_at: Minute, ends_at: Minute, place: str, zone: str) -> str:
    """The tooltip of a free slot."""
    lines = [f"<b>{span_text(starts_at, ends_at, zone)}&nbsp; {escape(translate('Calendar', 'Free'))}</b>"]
    lines += [escape(place)] if place else []
    lines.append(escape(translate("Calendar", "Click or Enter books")))
    return f"<div>{'<br>'.join(lines)}</div>"


def minute_tip(layout: GridLayout, column: int, minute: Minute) -> str:
    """The tooltip of a minute that is neither free nor booked."""
    zone = layout.zone(column)
    lines = [f"<b>{time_at(minute, zone)}</b>"]
    if layout.lane(column).is_reading:
        return f"<div>{'<br>'.join([*lines, escape(_reading())])}</div>"
    held = [ground for ground in layout.grounds_at(column, minute) if ground.kind != "hours"]
    lines += [f"{escape(ground_text(g))}, {span_text(g.starts_at, g.ends_at, zone)}" for g in held]
    if not layout.grounds_at(column, minute):
        lines.append(escape(translate("Calendar", "Outside working hours")))
    lines.append(escape(translate("Calendar", "Click or F1 tells why nothing can be booked here")))
    return f"<div>{'<br>'.join(lines)}</div>"


def stop_name(layout: GridLayout, stop: Stop) -> str:
    """What a screen reader says of a cell."""
    zone = layout.zone(stop.column)
    day = _column_name(layout, stop.column)
    span = span_text(stop.starts_at, stop.ends_at, zone)
    if stop.kind == "block":
        block = next((b for b in layout.lane(stop.column).blocks if b.id == stop.id), None)
        if block is not None:
            words = [day, span, title_text(block), block.warning, block.service, status_text(block)]
            words.append(block.place)
            return ", ".join(word for word in words if word)
    if stop.kind == "slot":
        return ", ".join([day, span, translate("Calendar", "free")])
    if stop.kind == "more":
        mark = next(
            (m for m in layout.more if m.column == stop.column and m.starts_at == stop.starts_at), None
        )
        return ", ".join([day, span, more_text(len(mark.blocks) if mark is not None else 0)])
    grounds = [ground_text(g) for g in layout.grounds_at(stop.column, stop.starts_at)] or [
        translate("Calendar", "Outside working hours")
    ]
    return ", ".join([day, time_at(stop.starts_at, zone), *grounds])


def off_text(stretch: OffStretch, zone: str) -> str:
    """Why a stretch is outside hours: until when, or that there are none any more, or none at all."""
    begins = time_at(stretch.until, zone) if stretch.until is not None else ""
    texts = {
        "before": translate("Calendar", "from {time}"),
        "between": translate("Calendar", "back {time}"),
        "after": translate("Calendar", "day over"),
        "none": translate("Calendar", "no hours"),
    }
    return texts[stretch.kind].format(time=begins)


def until_text(ends_at: Minute, zone: str) -> str:
    """Until when time is blocked."""
    return translate("Calendar", "to {time}").format(time=time_at(ends_at, zone))


def more_text(blocks: int) -> str:
    """What a mark for folded blocks says in words."""
    return translate("Calendar", "%n more appointments", "", blocks)


def _column_name(layout: GridLayout, column: int) -> str:
    """The date of a column, and whose it is where several lanes are shown."""
    day = date_text(layout.axes[column].day)
    title = layout.lane(column).title if len(layout.picture.lanes) > 1 else ""
    return ", ".join(filter(None, (title, day)))


def clock_mark_text(kind: str) -> str:
    """The words at an hour that the clock skips or shows twice."""
    return (
        translate("Calendar", "Clocks go forward")
        if kind == "gap"
        else translate("Calendar", "Clocks go back")
    )


def calendar_name(layout: GridLayout | None) -> str:
    """What a screen reader calls the whole calendar."""
    if layout is None or not layout.axes:
        return translate("Calendar", "Calendar")
    first, last = layout.axes[0].day, layout.axes[-1].day
    dates = f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"
    reading = _reading() if layout.picture.is_reading else ""
    words = (translate("Calendar", "Calendar"), layout.picture.title, dates, reading)
    return ", ".join(filter(None, words))


def _reading() -> str:
    return translate("Calendar", "being read")
