"""A live question, exported, answers as the live clinic does, and tells nothing of anybody."""

import json
from datetime import timedelta

import pytest

from medic_desk.commands import slots
from medic_desk.engine import answer, free_slots, load_scenario
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.facts.facts import read_facts
from medic_desk.model.facts.scenario_export import read_scenario
from medic_desk.model.store.errors import NotFound
from medic_desk.model.store.store import Store
from tests.model.small_clinic import SmallClinic, make_small_clinic, new_id


@pytest.fixture
def clinic(store: Store) -> SmallClinic:
    clinic = make_small_clinic(store)
    perform(store, clinic.receptionist, book, clinic.booking(10, notes="πολύ προσωπικό"))
    perform(
        store,
        clinic.receptionist,
        book,
        clinic.booking(11, doctor_id=clinic.colleague_id, appointment_type_id=clinic.colleague_service_id),
    )
    return clinic


def test_the_exported_scenario_gives_the_live_answer(store: Store, clinic: SmallClinic) -> None:
    span = (clinic.at(0), clinic.at(0, days=3))
    scenario = store.do(
        read_scenario,
        doctor_id=clinic.doctor_id,
        appointment_type_id=clinic.service_id,
        starts_from=span[0],
        starts_before=span[1],
    )
    facts, request = load_scenario(json.loads(json.dumps(scenario)))
    live = store.do(read_facts, (clinic.doctor_id,), *span)[clinic.doctor_id]
    assert list(free_slots(facts, request)) == list(free_slots(live, request))
    replayed = answer(scenario)
    starts = {slot["starts_at"] for slot in replayed["slots"]}
    assert len(starts) == 3 * 14 - 2  # the doctor's own booking, and the room the colleague took
    assert {tuple(one["reasons"]) for one in replayed["refused"]} == {("busy", "resource"), ("resource",)}


def test_no_person_leaves_with_it(store: Store, clinic: SmallClinic) -> None:
    scenario = store.do(
        read_scenario,
        doctor_id=clinic.doctor_id,
        appointment_type_id=clinic.service_id,
        starts_from=clinic.at(0),
        starts_before=clinic.at(24),
    )
    written = json.dumps(scenario, ensure_ascii=False)
    for private in ("Αντωνίου", "6944000", "προσωπικό", "Παπαδόπουλος", clinic.patient_ids[0]):
        assert private not in written


def test_the_command_exports_what_the_command_answers(
    store: Store, database_url: str, clinic: SmallClinic, capsys: pytest.CaptureFixture[str]
) -> None:
    last = clinic.day + timedelta(days=1)
    question = ["--from-database", database_url, "--doctor", "papadop", "--service", "visit"]
    assert slots.run([*question, "--from", clinic.day.isoformat(), "--to", last.isoformat()]) == 0
    scenario = json.loads(capsys.readouterr().out)
    assert len(answer(scenario)["slots"]) == 2 * 14 - 2


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ["--doctor", "zzz", "--service", "visit", "--from", "2026-01-01", "--to", "2026-01-02"],
            "no doctor",
        ),
        (["--doctor", "o", "--service", "visit", "--from", "2026-01-01", "--to", "2026-01-02"], "2 doctors"),
        (["--doctor", "papad", "--service", "x", "--from", "2026-01-01", "--to", "2026-01-02"], "no service"),
        (["--doctor", "papad", "--from", "2026-01-01", "--to", "2026-01-02"], "--service"),
        (["--doctor", "papad", "--service", "visit", "--from", "2026-01-02", "--to", "2026-01-01"], "before"),
        (["--doctor", "papad", "--service", "visit", "--from", "yesterday", "--to", "2026-01-01"], "--from"),
    ],
)
def test_a_question_that_means_nothing_is_said(
    database_url: str,
    clinic: SmallClinic,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    sentence: str,
) -> None:
    with pytest.raises(SystemExit) as leaving:
        slots.run(["--from-database", database_url, *options])
    assert leaving.value.code == 2
    assert sentence in capsys.readouterr().err


def test_a_doctor_or_service_that_is_gone_is_not_found(store: Store, clinic: SmallClinic) -> None:
    for doctor_id, service_id in ((new_id(), clinic.service_id), (clinic.doctor_id, new_id())):
        with pytest.raises(NotFound):
            store.do(
                read_scenario,
                doctor_id=doctor_id,
                appointment_type_id=service_id,
                starts_from=clinic.at(0),
                starts_before=clinic.at(24),
            )
