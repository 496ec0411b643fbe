"""Patients as tests see them: the fields as they stand, edits and merges as a desk sends them."""

from dataclasses import replace
from typing import Any

from medic_desk.model.acts.perform import perform
from medic_desk.model.patients.card import read_patient_card
from medic_desk.model.patients.declared_acts import PatientResult
from medic_desk.model.patients.editing import PatientEdit
from medic_desk.model.patients.fields import PatientFields
from medic_desk.model.patients.merging import MergeRequest
from tests.model.acts.acting_desk import Desk
from tests.model.small_clinic import new_id


def fields_now(desk: Desk, patient_id: str) -> PatientFields:
    """A patient's fields as they stand, of a row that leads to none."""
    card = desk.store.do(read_patient_card, patient_id)
    assert card is not None
    assert card.patient_id == patient_id
    return card.fields


def edit(desk: Desk, patient_id: str, **wanted: Any) -> PatientEdit:
    """An edit of what stands now."""
    seen = fields_now(desk, patient_id)
    return PatientEdit(act_id=new_id(), patient_id=patient_id, seen=seen, wanted=replace(seen, **wanted))


def merge(desk: Desk, kept_id: str, merged_id: str, **wanted: Any) -> MergeRequest:
    """A merge of what stands now; the kept row keeps its fields, save those that are wanted otherwise."""
    kept, merged = fields_now(desk, kept_id), fields_now(desk, merged_id)
    return MergeRequest(
        act_id=new_id(),
        kept_id=kept_id,
        merged_id=merged_id,
        seen_kept=kept,
        seen_merged=merged,
        wanted=replace(kept, **wanted),
    )


def do(desk: Desk, act: Any, request: object) -> PatientResult:
    """Do an act on patients as the receptionist."""
    result = perform(desk.store, desk.clinic.receptionist, act, request)
    assert isinstance(result, PatientResult)
    return result


def everything(desk: Desk) -> list[list[dict[str, Any]]]:
    """All rows that an act on patients may touch, but for the versions that any write raises."""
    tables = {
        "patients": "to_jsonb(t) - 'updated_at'",
        "appointments": "to_jsonb(t) - 'updated_at' - 'row_version'",
        "acts": "to_jsonb(t) - 'updated_at'",
    }
    return [desk.rows(f"SELECT {row} AS row FROM {table} t ORDER BY 1") for table, row in tables.items()]


def owners(desk: Desk) -> dict[str, str]:
    """Whom each appointment names."""
    found = desk.rows("SELECT id::text, patient_id::text FROM appointments")
    return {row["id"]: row["patient_id"] for row in found}
