"""What a search must answer: questions as lines of JSON, and what is wrong with the patients that were found.

``first`` is the key of the one who comes first, or a description that the first twenty fit; ``within_20`` are
keys that are listed; ``together`` keys that come first, in whatever order; ``not_above`` keys or descriptions
of whom none stands above one who is ``first``; ``none`` says that nobody is found. ``given`` says who was
seen lately.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.model.patients.invented_patients import Invented, strip_marks

LISTED = 20
_HERE = Path(__file__).parent

Question = dict[str, Any]


def questions() -> list[Question]:
    """The questions that were given and our own."""
    files = (_HERE / "given_queries.jsonl", _HERE / "own_queries.jsonl")
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def whats_wrong(question: Question, found: Sequence[str], people: dict[str, Invented]) -> list[str]:
    """What is wrong with the keys found, in words; ``people`` are all patients by their keys."""
    return list(_wrong(question, found, people))


def _wrong(question: Question, found: Sequence[str], people: dict[str, Invented]) -> Iterator[str]:
    first = question.get("first")
    if first is not None and "key" in first and first["key"] in people and list(found[:1]) != [first["key"]]:
        yield f"{first['key']} is not first"
    if first is not None and "where" in first:
        expected = min(LISTED, sum(_is(first["where"], one) for one in people.values()))
        fitting = sum(_is(first["where"], people[key]) for key in found[:expected])
        if fitting < expected:
            yield f"of the first {expected} only {fitting} are such"
    yield from (f"{key} is missing" for key in question.get("within_20", ()) if key not in found[:LISTED])
    together = question.get("together", ())
    if set(found[: len(together)]) != set(together):
        yield "they do not stand together"
    if question.get("none") and found:
        yield "somebody is found"
    if first is not None and question.get("not_above"):
        meant = [place for place, key in enumerate(found) if _is_meant(first, key, people)]
        above = found[: meant[-1]] if meant else ()
        for key in above:
            if any(_is_meant(_described(one), key, people) for one in question["not_above"]):
                yield f"{key} stands above"


def _described(one: str | dict[str, Any]) -> dict[str, Any]:
    return {"key": one} if isinstance(one, str) else {"where": one}


def _is_meant(described: dict[str, Any], key: str, people: dict[str, Invented]) -> bool:
    return described.get("key") == key or ("where" in described and _is(described["where"], people[key]))


def _is(where: dict[str, Any], person: Invented) -> bool:
    names = {"last": _plain(person["last_name"]), "first": _plain(person["first_name"])}
    for what, wanted in where.items():
        name = names[what.partition("_")[0]]
        match what.partition("_")[2]:
            case "name":
                fits = name == _plain(wanted)
            case "in":
                fits = name in map(_plain, wanted)
            case "starts":
                fits = name.startswith(_plain(wanted))
            case other:
                raise ValueError(other)
        if not fits:
            return False
    return True


@cache
def _plain(name: str | None) -> str:
    return strip_marks(name or "").upper()
