"""The whole demo clinic as rows by table, the same for the same seed, date and time of day."""

from dataclasses import dataclass
from datetime import date, time

from medic_desk.bundle import resources_directory
from medic_desk.model.demo.absences import plan_absences
from medic_desk.model.demo.appointments import plan_appointments
from medic_desk.model.demo.closures import plan_closures
from medic_desk.model.demo.filling import fill_calendars
from medic_desk.model.demo.frame import NOMINAL_TIME, Frame, Row, Tables
from medic_desk.model.demo.hours import plan_hours
from medic_desk.model.demo.lifecycle import plan_lifecycles
from medic_desk.model.demo.people import plan_patients
from medic_desk.model.demo.premises import plan_premises
from medic_desk.model.demo.sources import read_sources
from medic_desk.model.demo.worklist import plan_worklist
from medic_desk.model.demo.worlds import plan_worlds

SEED = 2026
"""The demo everybody sees who asks for no other."""

DEMO_LOADED = "demo_loaded"
"""Action of the staff event that says which demo a database holds, by ``seed``, ``today`` and ``at``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPlan:
    """Rows by table, in an order that foreign keys accept, and what is decided once they are written.

    ``time_off_decisions`` are new column values of ``time_off_requests``, each with the request's ``id``.
    """

    seed: int
    today: date
    at: time
    tables: Tables
    time_off_decisions: list[Row]


def plan_demo(seed: int, today: date, at: time = NOMINAL_TIME) -> DemoPlan:
    """Plan the demo clinic as it stands on ``today`` at ``at`` of its wall clock, a whole minute.

    Reads the sources, no clock and no global chance: the same seed, date and time give the same rows, ids
    too. Raises ``BundleIncomplete`` where the sources are missing.
    """
    frame = Frame(seed=seed, today=today, at=at, sources=read_sources(resources_directory() / "demo"))
    premises = plan_premises(frame)
    closures = plan_closures(frame, premises.site_ids)
    hours = plan_hours(frame, premises)
    absences = plan_absences(frame, premises, hours, closures)
    patients, people = plan_patients(frame)
    worlds = plan_worlds(frame, premises, hours, absences, closures)
    picks = fill_calendars(frame, worlds, hours.rule_sources, premises.service_ids)
    appointments = plan_lifecycles(frame, picks, people, absences.affecting)
    worklist = plan_worklist(frame, premises, appointments)
    return DemoPlan(
        seed=seed,
        today=today,
        at=at,
        tables={
            **premises.tables,
            "clinic_closures": closures.rows,
            "patients": patients,
            **hours.tables,
            **absences.tables,
            **plan_appointments(frame, premises, appointments),
            **worklist,
            "staff_events": [*absences.staff_events, _loaded(frame)],
        },
        time_off_decisions=absences.decisions,
    )


def _loaded(frame: Frame) -> Row:
    return {
        "id": frame.id("loaded"),
        "occurred_at": frame.now,
        "actor_type": "system",
        "actor_id": None,
        "action": DEMO_LOADED,
        "subject_table": None,
        "subject_id": None,
        "doctor_id": None,
        "metadata": {
            "seed": frame.seed,
            "today": frame.today.isoformat(),
            "at": frame.at.isoformat("minutes"),
        },
    }
