"""Lines with the readings they were meant to have: those given, and others worked out beside the page."""

import json
from collections import Counter
from typing import Any

import pytest

from medic_desk.model.one_line.reading import Subject
from tests.model.one_line.judge import judge
from tests.model.one_line.world import HERE, NOW, instant, read


def lines(name: str) -> list[dict[str, Any]]:
    text = (HERE / f"{name}_lines.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


GIVEN = lines("given")
OWN = lines("own")
NEIGHBOURS = lines("neighbour")
"""Lines beside the given ones: the same said otherwise, and what was once read wrong."""
HASTY = lines("hasty")
"""Lines as they are typed with a caller on the phone: without accents, cut short, in any order."""
ALL = GIVEN + OWN + NEIGHBOURS + HASTY


def test_the_lines_are_as_many_as_they_were() -> None:
    assert len(GIVEN) == 120
    assert len(OWN) >= 60
    assert len(NEIGHBOURS) >= 180
    assert len(HASTY) >= 40
    assert len({line["id"] for line in ALL}) == len(ALL)


@pytest.mark.parametrize("line", [pytest.param(line, id=line["id"]) for line in ALL])
def test_a_line_is_read_as_it_was_meant(line: dict[str, Any]) -> None:
    now = instant(line["now"]) if "now" in line else NOW
    verdict = judge(line, read(line["line"], line["world"], now))
    assert verdict.silent == [], line["why"]
    assert verdict.differs == [], line["why"]


def test_the_judge_finds_a_silent_misreading() -> None:
    """Each of the page's four ways to be silently wrong is found, and an honest guess is none."""
    certain = next(line for line in GIVEN if line["line"] == "Σπανού Εύα ΗΚΓ 12:00")
    reading = read(certain["line"])
    other_value = json.loads(json.dumps(certain).replace('"value": "12:00"', '"value": "13:00"'))
    assert judge(other_value, reading).word == "silent"
    guess = json.loads(json.dumps(certain).replace('"shown": "certain"', '"shown": "guess"'))
    assert judge(guess, reading).word == "silent"
    assert judge({**guess, "choose": ["ΗΚΓ"]}, reading).word == "silent"
    filled = {**certain, "ask": ["day", "service"], "tokens": certain["tokens"][:1] + certain["tokens"][2:]}
    assert judge(filled, reading).word == "silent"
    today = next(line for line in GIVEN if line["line"] == "Μακρής ΗΚΓ Πέμπτη 17:15")
    dashed = {**today, "tokens": [{**token, "shown": "certain"} for token in today["tokens"]], "choose": []}
    assert judge(dashed, read(today["line"])).word == "honest"
    assert judge(today, read(today["line"])).word == "right"


def test_either_allows_both() -> None:
    line = next(line for line in GIVEN if line["line"] == "αύριο 10:30 ΗΚΓ Παπαδόπουλος Γιώργος")
    either = json.loads(json.dumps(line).replace('"shown": "certain"', '"shown": "either"'))
    assert judge(either, read(line["line"])).word == "right"


@pytest.mark.parametrize("kept", ["date", "time", "service", "patient"])
def test_every_order_of_a_line_reads_the_same(kept: str) -> None:
    words = {"patient": "Λιάπη Μαρία", "service": "ΗΚΓ", "date": "Δευτέρα", "time": "10:30"}
    rest = [word for name, word in words.items() if name != kept]
    meanings = Counter(
        read(" ".join([words[kept], *order])).meaning for order in (rest, rest[::-1], rest[1:] + rest[:1])
    )
    assert len(meanings) == 1
    assert all(token.is_certain for token in read(" ".join([words[kept], *rest])).tokens)


def test_nothing_of_a_line_is_dropped() -> None:
    reading = read("Λιάπη zzz ΗΚΓ 🏥 αύριο 25:61 10:30 κάτι άλλο")
    assert {token.text for token in reading.tokens if token.subject is Subject.NOT_UNDERSTOOD} == {
        "🏥",
        "25:61",
    }
    assert reading.meaning.patient == "Λιάπη zzz κάτι άλλο"
