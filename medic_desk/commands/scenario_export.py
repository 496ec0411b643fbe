"""``medic-desk slots --from-database``: one live question, written as the scenario that answers it again."""

import argparse
import json

from medic_desk.engine.clinic_time import clock, day_of
from medic_desk.model.clinic.clinic import Clinic, Doctor, ServiceEntry, read_clinic
from medic_desk.model.facts.scenario_export import read_scenario
from medic_desk.model.patients.name_fold import fold
from medic_desk.model.store.store import Store


class AmbiguousName(Exception):
    """A doctor or service that was named is none, or more than one; its text says which there are."""


def export(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    """Print the scenario as one line of JSON; dates are the doctor's local ones, both included.

    Raises what ``Store`` raises.
    """
    missing = [
        option
        for option, value in (
            ("--doctor", arguments.doctor),
            ("--service", arguments.service),
            ("--from", arguments.first_day),
            ("--to", arguments.last_day),
        )
        if value is None
    ]
    if missing:
        parser.error(f"--from-database also needs {', '.join(missing)}")
    if arguments.last_day < arguments.first_day:
        parser.error("--to must not lie before --from")
    with Store(arguments.from_database, "medic-desk slots") as store:
        clinic = store.do(read_clinic)
        try:
            doctor = _doctor(clinic, arguments.doctor)
            service = _service(clinic, doctor, arguments.service)
        except AmbiguousName as error:
            parser.error(str(error))
        zone = clock(doctor.timezone)
        scenario = store.do(
            read_scenario,
            doctor_id=doctor.id,
            appointment_type_id=service.id,
            starts_from=zone.instant(day_of(arguments.first_day), 0),
            starts_before=zone.instant(day_of(arguments.last_day) + 1, 0),
        )
    print(json.dumps(scenario, ensure_ascii=False))
    return 0


def _doctor(clinic: Clinic, wanted: str) -> Doctor:
    found = [
        doctor
        for doctor in clinic.doctors
        if doctor.id == wanted or (fold(wanted) and fold(wanted) in fold(doctor.full_name))
    ]
    if len(found) != 1:
        names = ", ".join(doctor.full_name for doctor in found or clinic.doctors)
        raise AmbiguousName(f"--doctor {wanted}: " + _problem(len(found), "doctor") + f": {names}")
    return found[0]


def _service(clinic: Clinic, doctor: Doctor, wanted: str) -> ServiceEntry:
    services = [service for service in clinic.services if service.doctor_id == doctor.id]
    exact = [s for s in services if wanted in (s.id, s.slug, s.name)]
    found = exact or [s for s in services if fold(wanted) and fold(wanted) in fold(s.name)]
    if len(found) != 1:
        names = ", ".join(f"{service.slug} ({service.name})" for service in found or services)
        raise AmbiguousName(f"--service {wanted}: " + _problem(len(found), "service") + f": {names}")
    return found[0]


def _problem(matches: int, kind: str) -> str:
    return f"{matches} {kind}s match; name one of" if matches else f"no {kind} matches; there are"
