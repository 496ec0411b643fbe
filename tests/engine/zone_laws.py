"""Whether this machine's time zone database has the laws that the given answers were worked out with.

Governments change their clocks at short notice, and a machine takes each change with its updates: what an
example answers for a zone and a year is right for the law of its day only. ``zone-laws.json`` holds these
laws for the zones of the examples, as changes of offset from 2025 on (version 2025b of the database). Where
the machine knows another law, an example that names the zone is held to the test oracle's answer instead,
which asks the machine's database too.

``python -m tests.engine.zone_laws`` writes the file anew; do so only with examples that are answered anew.
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

LAWS = Path(__file__).with_name("zone-laws.json")
FROM, BEFORE = datetime(2025, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
"""The examples ask about days from 2026 to early 2028."""
_HOUR = timedelta(hours=1)

Law = list[list[Any]]
"""``[instant, minutes east of UTC]`` at the first instant, then for each change; instants are in UTC."""


def law_here(zone: str) -> Law:
    """The zone's offsets in the machine's database, with the hours at which they change."""
    law: Law = []
    at = FROM
    while at < BEFORE:
        offset = at.astimezone(ZoneInfo(zone)).utcoffset()
        if offset is None:
            raise ValueError(zone)
        minutes = int(offset.total_seconds() // 60)
        if not law or law[-1][1] != minutes:
            law.append([f"{at:%FT%H:%MZ}", minutes])
        at += _HOUR
    return law


def zones_of(scenario: Any) -> Iterator[str]:
    """Every zone that a scenario's rows name; ``Europe/Athens`` always, the zone of rows that name none."""
    yield "Europe/Athens"
    rows = scenario.values() if isinstance(scenario, dict) else scenario
    if isinstance(scenario, dict) and isinstance(scenario.get("timezone"), str):
        yield scenario["timezone"]
    for row in rows:
        if isinstance(row, dict | list):
            yield from zones_of(row)


@cache
def has_changed(zone: str) -> bool:
    """Whether this machine knows another law of the zone than the examples' answers were worked out with."""
    laws: dict[str, Law] = json.loads(LAWS.read_text(encoding="utf-8"))
    return law_here(zone) != laws[zone]


def is_under_other_laws(scenario: dict[str, Any]) -> bool:
    """Whether a zone of this scenario has another law here."""
    return any(has_changed(zone) for zone in sorted(set(zones_of(scenario))))


def main(zones: list[str]) -> None:
    laws = ",\n".join(f" {json.dumps(zone)}: {json.dumps(law_here(zone))}" for zone in sorted(zones))
    LAWS.write_text(f"{{\n{laws}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
