"""Judges a reading against what a line was meant to say: right, honest, or silently wrong.

A misreading is silent if a token is shown certain with another value, a guess is shown certain, a token
to be chosen counts before the choice, or something to be asked is filled in without a dashed token. Spans may
be cut otherwise if the values agree. "either" lets a token be certain or a guess, with the value given.
"""

import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from medic_desk.model.one_line.reading import (
    Age,
    Bounds,
    Meaning,
    Mode,
    Part,
    Reading,
    Stretch,
    Subject,
    Token,
)

NO_MEANING = {Subject.FILLER}
ASKED = {
    "patient": (Subject.PATIENT, Subject.LITERAL, Subject.PHONE),
    "service": (Subject.SERVICE,),
    "doctor": (Subject.DOCTOR,),
    "day": (Subject.DATE,),
    "time": (Subject.TIME,),
}


@dataclass
class Verdict:
    """What is silently wrong, and what only differs."""

    silent: list[str] = field(default_factory=list)
    differs: list[str] = field(default_factory=list)

    @property
    def word(self) -> str:
        """Silent, honest (asked or dashed where it need not be, or another guess), or right."""
        return "silent" if self.silent else "honest" if self.differs else "right"


def written(value: object) -> str:
    """A value as the example lines write it."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Stretch):
        return f"{value.first.isoformat()}/{value.last.isoformat()}"
    if isinstance(value, Bounds):
        return "-".join(
            "" if side is None else side.isoformat(timespec="minutes") for side in (value.start, value.stop)
        )
    if isinstance(value, Age):
        return f"{value.number} {value.unit.value}"
    if isinstance(value, Part | Mode):
        return value.value
    return unicodedata.normalize("NFC", str(value))


def meant(meaning: Meaning) -> dict[str, object]:
    """The whole meaning as the example lines write it."""
    said: dict[str, object] = {}
    for name in (
        "patient",
        "phone",
        "doctor",
        "service",
        "date",
        "time",
        "part",
        "between",
        "age",
        "mode",
        "command",
        "note",
    ):
        value = getattr(meaning, name)
        if value is not None:
            said[name] = written(value)
    if meaning.minutes is not None:
        said["minutes"] = meaning.minutes
    if meaning.first_free:
        said["when"] = "first_free"
    return said


def judge(given: dict[str, Any], reading: Reading) -> Verdict:
    """Compare a reading with the given one of its line."""
    verdict = Verdict()
    for token in given["tokens"]:
        _judge_token(token, given, reading, verdict)
    _judge_asked(given, reading, verdict)
    _judge_rest(given, reading, verdict)
    return verdict


def _overlapping(reading: Reading, at: int, end: int) -> list[Token]:
    return [
        token
        for token in reading.tokens
        if token.at < end and at < token.end and token.subject not in NO_MEANING
    ]


def _joined(tokens: list[Token]) -> str:
    """One value of several tokens, as of a name in two chips."""
    values = [written(said.value) for token in tokens for said in token.said]
    same = len(set(values)) == 1
    return values[0] if values and same else " ".join(values)


def _judge_token(token: dict[str, Any], given: dict[str, Any], reading: Reading, verdict: Verdict) -> None:
    found = _overlapping(reading, token["at"], token["at"] + len(token["text"]))
    wanted = str(token["value"])
    name = f"{token['text']!r}"
    of_it = [each for each in found if each.subject.value == token["as"] or _is_note(token, each)]
    value = _joined(of_it)
    agrees = bool(of_it) and (value == wanted or value.strip('"«»“”') == wanted.strip('"«»“”'))
    if len(of_it) == 1 and of_it[0].with_it and written(of_it[0].value) == wanted:
        agrees = True
    certain = [each for each in found if each.is_certain]
    if not agrees and certain and not _is_part_of_right(certain, token, wanted):
        verdict.silent.append(
            f"{name}: certain {[(e.subject.value, written(e.value)) for e in certain]}, not {wanted}"
        )
    if token["shown"] == "guess" and any(each.is_certain for each in found):
        verdict.silent.append(f"{name}: a guess shown certain")
    if token["text"] in given.get("choose", ()) and found and all(each.is_certain for each in found):
        verdict.silent.append(f"{name}: acted on before a choice")
    if not agrees:
        verdict.differs.append(
            f"{name}: {[(e.subject.value, written(e.value)) for e in found]}, not {wanted}"
        )
    elif token["shown"] == "certain" and not all(each.is_certain for each in of_it):
        verdict.differs.append(f"{name}: dashed")
    elif token["shown"] == "guess":
        also = {written(said.value) for each in found for other in each.also for said in other.said}
        also |= {said.subject.value for each in found for other in each.also for said in other.said}
        for other in token.get("also", ()):
            words = str(other).replace(" + ", " ").split()
            if not any(word in also for word in (str(other), str(other).replace(" ", "_"), *words)):
                verdict.differs.append(f"{name}: no way to {other}")


def _is_note(token: dict[str, Any], each: Token) -> bool:
    return token["as"] == "literal" and each.subject is Subject.NOTE


def _is_part_of_right(certain: list[Token], token: dict[str, Any], wanted: str) -> bool:
    """Whether what is certain agrees as far as it goes: a word of the same patient's text."""
    of_kind = all(each.subject.value == token["as"] for each in certain)
    if token["as"] == "patient":
        return of_kind and all(written(each.value) in wanted for each in certain)
    return of_kind and all(written(each.value) == wanted for each in certain)


def _judge_asked(given: dict[str, Any], reading: Reading, verdict: Verdict) -> None:
    for asked in given["ask"]:
        subjects = ASKED.get(asked, ())
        filled = [
            token
            for token in reading.tokens
            if token.subject in subjects and token.is_certain and not isinstance(token.value, Stretch)
        ]
        wanted = {(token["as"], str(token["value"])) for token in given["tokens"]}
        if any((token.subject.value, written(token.value)) not in wanted for token in filled):
            verdict.silent.append(f"{asked} is filled in: {[written(token.value) for token in filled]}")
    asks = {ask.value for ask in reading.asks}
    if asks != set(given["ask"]):
        verdict.differs.append(f"asks {sorted(asks)}, not {given['ask']}")


def _judge_rest(given: dict[str, Any], reading: Reading, verdict: Verdict) -> None:
    if reading.kind.value != given["kind"]:
        verdict.differs.append(f"kind {reading.kind.value}, not {given['kind']}")
    said = meant(reading.meaning)
    wanted = {name: value if name == "minutes" else str(value) for name, value in given["read"].items()}
    if given["kind"] != "ambiguous" and said != wanted and not verdict.differs:
        verdict.differs.append(f"reads {said}, not {wanted}")
    doctor = given.get("implied", {}).get("doctor")
    if reading.implied_doctor != doctor:
        verdict.differs.append(f"implies {reading.implied_doctor}, not {doctor}")
