"""The clinic's words: made of its rows; with all commands of the window the given lines read the same."""

import json
from dataclasses import replace

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from medic_desk.model.clinic.clinic import Clinic, read_clinic
from medic_desk.model.one_line.commands import COMMANDS
from medic_desk.model.one_line.read_line import LineReader
from medic_desk.model.one_line.reading import Mode
from medic_desk.model.patients.search import PatientEntry
from medic_desk.model.store.store import Store
from medic_desk.ui.one_line.commands import MORE, command_names
from medic_desk.ui.one_line.known_patients import KnownPatients
from medic_desk.ui.one_line.vocabulary import ClinicNames, vocabulary_of
from tests.model.one_line.world import HERE, NOW, PATIENTS, ZONE, vocabulary
from tests.model.small_clinic import SmallClinic
from tests.ui.staff import run


@pytest.mark.parametrize("file", ["given_lines", "own_lines", "neighbour_lines", "hasty_lines"])
def test_more_commands_change_no_reading(qapp: QApplication, file: str) -> None:
    actions = {key: QAction(key) for key in (*(one.key for one in COMMANDS), *MORE)}
    named = command_names(actions)
    for text in (HERE / f"{file}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(text)
        few = vocabulary(row.get("world") or "demo")
        more = LineReader(replace(few, commands=named)).read(row["line"], NOW, ZONE, PATIENTS)
        assert more == LineReader(few).read(row["line"], NOW, ZONE, PATIENTS), row["line"]


def test_the_rows_of_a_clinic(qapp: QApplication, clinic: Clinic, small: SmallClinic) -> None:
    words = vocabulary_of(ClinicNames.of(clinic), {}, ())
    assert {one.last_name for one in words.doctors} == {"Παπαδόπουλος", "Γεωργίου"}
    assert all(not one.works for one in words.doctors), "nothing is concluded from hours that are not known"
    visit, call = (next(one for one in words.services if one.key == key) for key in ("visit", "call"))
    assert visit.name == "Επίσκεψη"
    assert set(visit.doctors) == {small.doctor_id, small.colleague_id}
    assert (call.doctors, call.mode) == ((small.doctor_id,), Mode.PHONE)
    assert [one.names for one in words.sites] == [("Κέντρο",)]


def test_who_left_and_what_is_retired_is_not_named(
    qapp: QApplication, store: Store, clinic: Clinic, small: SmallClinic
) -> None:
    run(store, f"UPDATE doctors SET is_active = false WHERE id = '{small.colleague_id}'")
    run(store, f"UPDATE appointment_types SET is_active = false WHERE id = '{small.call_id}'")
    words = vocabulary_of(ClinicNames.of(store.do(read_clinic)), {}, ())
    assert [one.key for one in words.doctors] == [small.doctor_id]
    assert [one.key for one in words.services] == ["visit"]


def test_patients_in_memory_answer_at_once() -> None:
    known = KnownPatients()
    assert not known.is_called("Νικολάου")
    found = PatientEntry(
        id="1",
        first_name="Σοφία",
        last_name="Νικολάου",
        father_name=None,
        birth_date=None,
        phone=None,
        mobile_phone=None,
        email=None,
        file_number=None,
    )
    assert known.note_found((found,))
    assert not known.note_found((found,))
    known.note_shown((("Κυριακού", "Σάββας"),))
    for name in ("Νικολάου", "sofia nikolaou", "ΝΙΚΟΛΑΟΥ ΣΟΦΙΑ", "Σάββας"):
        assert known.is_called(name), name
    assert known.is_first_name("sofia")
    assert not known.is_first_name("nikolaou")
