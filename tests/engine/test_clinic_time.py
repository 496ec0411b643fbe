"""Wall clock to instant and back, compared with zoneinfo and with the zone files themselves."""

import importlib.resources
import struct
import zoneinfo
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medic_desk.engine import (
    UnknownZoneError,
    datetime_at,
    instant_of,
    local_date,
    local_day,
    local_time,
    minute_ceil,
    minute_floor,
)
from medic_desk.engine.clinic_time import Clock, clock, day_of, readings

ODD_ZONES = [
    "Europe/Athens",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Asia/Tehran",
    "Africa/Casablanca",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Asia/Beirut",
    "Africa/Cairo",
    "America/Santiago",
    "Europe/Dublin",
    "Pacific/Kwajalein",
    "Africa/Monrovia",
]


always_the_same = settings(derandomize=True)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "wall", "expected"),
    [
        ("Europe/Athens", "2026-03-29", "02:59", "2026-03-29T00:59"),
        ("Europe/Athens", "2026-03-29", "03:30", "2026-03-29T01:00"),  # in the gap: the instant of the jump
        ("Europe/Athens", "2026-10-25", "03:30", "2026-10-25T00:30"),  # in the fold: the first reading
        ("Europe/Athens", "2026-10-25", "04:00", "2026-10-25T02:00"),
        ("Australia/Lord_Howe", "2026-10-04", "02:10", "2026-10-03T15:30"),
        ("Pacific/Apia", "2011-12-30", "09:00", "2011-12-30T10:00"),  # a date that never was
        ("Asia/Beirut", "2026-03-29", "00:00", "2026-03-28T22:00"),  # a midnight that is not there
        ("Asia/Kathmandu", "2026-03-29", "00:00", "2026-03-28T18:15"),
    ],
)
def test_first_instant_at_which_a_clock_reads_that_or_later(
    zone: str, day: str, wall: str, expected: str
) -> None:
    minutes = int(wall[:2]) * 60 + int(wall[3:])
    assert datetime_at(instant_of(date.fromisoformat(day), minutes, zone)) == utc(expected)


@pytest.mark.parametrize(
    ("zone", "day", "wall", "expected"),
    [
        ("Europe/Athens", "2026-03-29", 210, []),
        ("Europe/Athens", "2026-03-29", 240, ["2026-03-29T01:00"]),
        ("Europe/Athens", "2026-10-25", 179, ["2026-10-24T23:59"]),
        ("Europe/Athens", "2026-10-25", 180, ["2026-10-25T00:00", "2026-10-25T01:00"]),
        ("Europe/Athens", "2026-10-25", 239, ["2026-10-25T00:59", "2026-10-25T01:59"]),
        ("Europe/Athens", "2026-10-25", 240, ["2026-10-25T02:00"]),
        ("Europe/Athens", "2026-10-24", 1440 + 180, ["2026-10-25T00:00", "2026-10-25T01:00"]),
        ("Australia/Lord_Howe", "2026-04-05", 105, ["2026-04-04T14:45", "2026-04-04T15:15"]),
        ("Pacific/Apia", "2011-12-30", 540, []),
        ("Asia/Beirut", "2026-03-29", 0, []),
    ],
)
def test_every_minute_at_which_a_clock_reads_that(
    zone: str, day: str, wall: int, expected: list[str]
) -> None:
    found = readings(date.fromisoformat(day), wall, zone)
    assert [datetime_at(one) for one in found] == [utc(one) for one in expected]


@always_the_same
@given(
    st.sampled_from(ODD_ZONES),
    st.dates(date(1975, 1, 1), date(2060, 12, 31)),
    st.integers(0, 1439),
)
def test_all_readings_are_those_of_zoneinfo(zone: str, day: date, wall: int) -> None:
    there = ZoneInfo(zone)
    local = datetime.combine(day, datetime.min.time(), there) + timedelta(minutes=wall)
    both = {local.replace(fold=fold).astimezone(UTC) for fold in (0, 1)}
    real = {one for one in both if one.astimezone(there).replace(tzinfo=None) == local.replace(tzinfo=None)}
    assert [datetime_at(one) for one in readings(day, wall, zone)] == sorted(real)


@always_the_same
@given(
    st.sampled_from(ODD_ZONES),
    st.dates(date(1971, 1, 1), date(2060, 12, 31)),
    st.integers(0, 1439),
)
def test_the_first_instant_is_the_first_as_zoneinfo_reads_it(zone: str, day: date, wall: int) -> None:
    there = ZoneInfo(zone)
    target = datetime.combine(day, datetime.min.time()) + timedelta(minutes=wall)
    found = instant_of(day, wall, zone)
    assert datetime_at(found).astimezone(there).replace(tzinfo=None) >= target
    for earlier in range(1, 26 * 60, 15):
        read = datetime_at(found - earlier).astimezone(there).replace(tzinfo=None)
        assert read < target


@always_the_same
@given(st.sampled_from(ODD_ZONES), st.dates(date(1975, 1, 1), date(2060, 12, 31)), st.integers(0, 2880))
def test_steady_days_are_plain_sums(zone: str, day: date, wall: int) -> None:
    there = clock(zone)
    shift, last = there.steady(day_of(day))
    for steady_day in {day_of(day), (day_of(day) + last) // 2, last}:
        if day_of(day) <= steady_day <= last:
            assert there.instant(steady_day, wall) == steady_day * 1440 + wall - shift


@always_the_same
@given(
    st.sampled_from(ODD_ZONES),
    st.datetimes(utc("1972-01-01").replace(tzinfo=None), utc("2060-01-01").replace(tzinfo=None)),
)
def test_local_date_and_time_are_those_of_zoneinfo(zone: str, moment: datetime) -> None:
    minute = minute_floor(moment.replace(tzinfo=UTC))
    read = datetime_at(minute).astimezone(ZoneInfo(zone))
    assert local_date(minute, zone) == read.date()
    assert local_time(minute, zone) == (read.date(), read.hour * 60 + read.minute)


def test_a_local_day_is_23_24_25_or_no_hours_long() -> None:
    def length(zone: str, day: str) -> int:
        start, end = local_day(date.fromisoformat(day), zone)
        return end - start

    assert length("Europe/Athens", "2026-03-29") == 23 * 60
    assert length("Europe/Athens", "2026-03-30") == 24 * 60
    assert length("Europe/Athens", "2026-10-25") == 25 * 60
    assert length("Pacific/Apia", "2011-12-30") == 0


def test_seconds_round_down_and_up_and_whole_minutes_stay() -> None:
    moment = utc("2026-03-25T07:00:30")
    assert minute_ceil(moment) - minute_floor(moment) == 1
    assert minute_ceil(utc("2026-03-25T07:00:00")) == minute_floor(utc("2026-03-25T07:00:00"))
    assert minute_floor(utc("1969-12-31T23:59:30")) == -1


def test_the_spans_beyond_a_date_are_two_where_the_clock_runs_back_over_midnight() -> None:
    # In 2006 St John's set its clock back at 00:01 of 29 October: one minute of the 29th came twice.
    there = clock("America/St_Johns")
    start, stop = minute_floor(utc("2006-10-28T00:00")), minute_floor(utc("2006-10-30T00:00"))
    spans = there.later_than(day_of(date(2006, 10, 28)), start, stop)
    assert [(datetime_at(a), datetime_at(b)) for a, b in spans] == [
        (utc("2006-10-29T02:30"), utc("2006-10-29T02:31")),
        (utc("2006-10-29T03:30"), utc("2006-10-30T00:00")),
    ]
    assert there.later_than(day_of(date(2006, 11, 5)), start, stop) == []


@pytest.mark.parametrize(
    "name",
    ["", "Europe/Atlantis", "../etc/passwd", "/etc/localtime", "localtime", "right/UTC", "Europe", "a\0b"],
)
def test_what_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(UnknownZoneError):
        clock(name)


@pytest.mark.parametrize("name", ODD_ZONES)
def test_every_change_of_offset_since_1950_is_found(name: str) -> None:
    assert_changes_are_found(name, 1950)


@pytest.mark.proof
def test_every_change_of_offset_of_every_zone_is_found() -> None:
    """The clock reads the offset once a day; the zone files show whether that misses a change since 1901."""
    checked = 0
    for name in sorted(zoneinfo.available_timezones()):
        try:
            clock(name)
        except UnknownZoneError:
            continue
        assert_changes_are_found(name, 1901)
        checked += 1
    assert checked > 400


def assert_changes_are_found(name: str, since_year: int) -> None:
    low, high = (minute_floor(utc(f"{year}-01-01T00:00")) * 60 for year in (since_year, 2037))
    there = Clock(name)
    there.offset(low // 60)
    there.offset(high // 60)
    _, _, since, offset, _ = there._known
    found = [
        (second, after)
        for second, before, after in zip(since[1:], offset, offset[1:], strict=False)
        if low <= second < high and before != after
    ]
    assert found == changes_in_file(name, low, high)


def changes_in_file(name: str, low: int, high: int) -> list[tuple[int, int]]:
    """The changes of offset that a zone's file lists, read from its second block (64-bit times)."""
    data = zone_file(name)
    if data[4:5] < b"2":
        raise AssertionError(f"{name}: a zone file of version 1")
    isut, isstd, leap, times, types, chars = struct.unpack(">6l", data[20:44])
    start = 44 + times * 5 + types * 6 + chars + leap * 8 + isstd + isut
    isut, isstd, leap, times, types, chars = struct.unpack(">6l", data[start + 20 : start + 44])
    at = start + 44
    moments = struct.unpack(f">{times}q", data[at : at + 8 * times])
    kinds = data[at + 8 * times : at + 9 * times]
    infos = at + 9 * times
    offsets = [struct.unpack(">l", data[infos + 6 * i : infos + 6 * i + 4])[0] for i in range(types)]
    found, last = [], offsets[0]
    for moment, kind in zip(moments, kinds, strict=True):
        if offsets[kind] != last and low <= moment < high:
            found.append((moment, offsets[kind]))
        last = offsets[kind]
    # After the last moment the file has a rule as text; zoneinfo's reading of it is taken as right.
    if moments:
        found += later_changes(name, max(moments[-1] + 1, low), high)
    return found


def later_changes(name: str, low: int, high: int) -> list[tuple[int, int]]:
    """Changes after the file's list, found by bisection on the days where zoneinfo's offset changes."""
    there, found = ZoneInfo(name), []

    def offset(second: int) -> int:
        moment = datetime.fromtimestamp(second, there).utcoffset()
        assert moment is not None
        return int(moment.total_seconds())

    for second in range(low - low % 86_400, high, 86_400):
        if offset(second) != offset(second + 86_400):
            first, last = second, second + 86_400
            while last - first > 1:
                middle = (first + last) // 2
                first, last = (first, middle) if offset(middle) == offset(last) else (middle, last)
            if low <= last < high:
                found.append((last, offset(last)))
    return found


def zone_file(name: str) -> bytes:
    for folder in zoneinfo.TZPATH:
        path = Path(folder) / name
        if path.is_file():
            return path.read_bytes()
    *folders, last = name.split("/")
    package = ".".join(["tzdata", "zoneinfo", *folders])
    return importlib.resources.files(package).joinpath(last).read_bytes()
