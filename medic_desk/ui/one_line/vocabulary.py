"""What this clinic has names for, made of its rows: the vocabulary with which a typed line is read."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from medic_desk.engine.clinic_time import DAY_MINUTES
from medic_desk.engine.facts import Facts
from medic_desk.model.clinic.clinic import Clinic, Doctor, ServiceEntry, SiteEntry
from medic_desk.model.one_line.reading import Mode
from medic_desk.model.one_line.vocabulary import (
    CommandNames,
    DoctorNames,
    ServiceNames,
    SiteNames,
    Vocabulary,
)
from medic_desk.ui.side.service_groups import service_groups
from medic_desk.ui.words.formats import duration, price
from medic_desk.ui.words.names import told_apart

_MODES = {"video": Mode.VIDEO, "phone": Mode.PHONE, "telemedicine": Mode.VIDEO}


def facts_of(services: Collection[ServiceEntry]) -> str:
    """The duration and the price that services share, as text; empty where they share neither."""
    durations = {one.duration_minutes for one in services}
    prices = {(one.price_cents, one.currency) for one in services}
    return " · ".join(
        filter(
            None,
            (
                duration(durations.pop()) if len(durations) == 1 else "",
                price(*prices.pop()) if len(prices) == 1 else "",
            ),
        )
    )


@dataclass(frozen=True, slots=True)
class LineService:
    """A service as a line says it: one for all doctors who have it or its like."""

    key: str
    name: str
    by_doctor: Mapping[str, ServiceEntry]
    """Each active doctor's own, in the order in which doctors are listed."""

    @property
    def facts(self) -> str:
        """Duration and price, as far as they are the same with everybody."""
        return facts_of(self.by_doctor.values())

    @property
    def mode(self) -> Mode | None:
        """How patient and doctor meet, where that is not in person."""
        modes = {_MODES.get(one.consultation_mode) for one in self.by_doctor.values()}
        return modes.pop() if len(modes) == 1 else None


@dataclass(frozen=True, slots=True)
class ClinicNames:
    """The clinic's lists by the keys that a reading has: ids of doctors and houses, keys of services."""

    clinic: Clinic
    services: Mapping[str, LineService] = field(default_factory=dict)

    @classmethod
    def of(cls, clinic: Clinic) -> "ClinicNames":
        """The names of a clinic."""
        by_id = {one.id: one for one in clinic.services}
        found: dict[str, LineService] = {}
        for group in service_groups(clinic):
            entry = by_id[group.service_id]
            key = entry.slug if entry.slug and entry.slug not in found else entry.id
            offers = {one.doctor_id: one for one in clinic.like_services(entry.id)}
            found[key] = LineService(key, group.name, offers)
        return cls(clinic, found)

    @property
    def doctors(self) -> tuple[Doctor, ...]:
        """Who takes appointments."""
        return tuple(one for one in self.clinic.doctors if one.is_active)

    def doctor(self, doctor_id: str) -> Doctor | None:
        """The doctor of that id."""
        return next((one for one in self.clinic.doctors if one.id == doctor_id), None)

    def site(self, site_id: str) -> SiteEntry | None:
        """The house of that id."""
        return next((one for one in self.clinic.houses if one.id == site_id), None)


def vocabulary_of(
    names: ClinicNames, worlds: Mapping[str, Facts], commands: Iterable[CommandNames]
) -> Vocabulary:
    """The vocabulary of a clinic. ``worlds`` are the doctors' facts as far as they are in memory, by id.

    Of a doctor who is not among them no hours are known, and nothing is concluded from them.
    """
    return Vocabulary(
        doctors=tuple(_doctor(one, worlds.get(one.id)) for one in names.doctors),
        services=tuple(
            ServiceNames(
                key=one.key,
                name=one.name,
                description=next((each.description or "" for each in one.by_doctor.values()), ""),
                doctors=tuple(one.by_doctor),
                mode=one.mode,
            )
            for one in names.services.values()
        ),
        sites=tuple(_sites(names.clinic.houses)),
        commands=tuple(commands),
    )


def _doctor(doctor: Doctor, world: Facts | None) -> DoctorNames:
    works: dict[int, tuple[tuple[int, int], ...]] = {}
    for rule in world.rules if world is not None else ():
        if rule.is_active:
            start, stop = rule.work_start_local, rule.work_end_local
            span = (start, stop if stop > start else stop + DAY_MINUTES)
            works[rule.day_of_week] = (*works.get(rule.day_of_week, ()), span)
    return DoctorNames(
        key=doctor.id,
        first_name=doctor.first_name,
        last_name=doctor.last_name,
        specialty=doctor.specialty or "",
        works=works,
    )


def _sites(houses: tuple[SiteEntry, ...]) -> Iterable[SiteNames]:
    """Each house by its whole name, and by what tells it from the others."""
    apart = told_apart([one.name for one in houses])
    for house, short in zip(houses, apart, strict=True):
        yield SiteNames(key=house.id, names=tuple(dict.fromkeys(filter(None, (house.name, short)))))
