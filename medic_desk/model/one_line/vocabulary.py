"""What a clinic has names for, and how it is asked whether a patient is called so.

A window builds a ``Vocabulary`` when doctors, services or sites change, and reads every line with it: the
lists that typed words are looked up in are made once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from medic_desk.model.one_line.reading import Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorNames:
    """A doctor as he is called, and when he works as a rule."""

    key: str
    first_name: str
    last_name: str
    specialty: str = ""
    works: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """ISO weekday to half-open spans of wall minutes after midnight; a span past 1440 ends on the next day.
    Empty where the hours are not known: then nothing is concluded from them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceNames:
    """A service as it is called, and who offers it."""

    key: str
    """Its slug: a typed word too."""
    name: str
    """A code in parentheses is a name of its own: "Ηλεκτροκαρδιογράφημα (ΗΚΓ)"."""
    description: str = ""
    doctors: tuple[str, ...] = ()
    mode: Mode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteNames:
    """A site as it is called: its name, its town, whatever else is usual."""

    key: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandNames:
    """A command and what it is called in any language.

    ``about`` says what may stand beside it: "appointment" (cancel, move: it asks which), "doctor" (runs late:
    with a length), "patient" (new patient: with a name), "day" (print the day), or nothing.
    """

    key: str
    names: tuple[str, ...]
    about: str = ""
    is_there: bool = True
    """Whether the program has it; where not, it is known by its whole names only, to be told so."""


class PatientLookup(Protocol):
    """What the rules about names ask of the patients; it must answer at once, from what has been read."""

    def is_called(self, name: str) -> bool:
        """Whether a patient's whole name (in either order), last name or first name is ``name``."""
        ...

    def is_first_name(self, word: str) -> bool:
        """Whether a patient's first name is ``word``."""
        ...


class NoPatients:
    """The lookup of a clinic without patients."""

    def is_called(self, name: str) -> bool:
        """Nobody is."""
        del name
        return False

    def is_first_name(self, word: str) -> bool:
        """Nobody's is."""
        del word
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All the clinic's names."""

    doctors: tuple[DoctorNames, ...] = ()
    services: tuple[ServiceNames, ...] = ()
    sites: tuple[SiteNames, ...] = ()
    commands: tuple[CommandNames, ...] = ()

    def doctors_of(self, service: str) -> tuple[str, ...]:
        """The doctors who offer a service."""
        return next((each.doctors for each in self.services if each.key == service), ())

    def doctor(self, key: str | None) -> DoctorNames | None:
        """The doctor of that key."""
        return next((each for each in self.doctors if each.key == key), None)
