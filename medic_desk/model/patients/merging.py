"""Merging two rows of one person: one is kept, the other leads to it, and what was booked goes along."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import text, update
from sqlalchemy.orm import Session

from medic_desk.model.acts.act import Actor, begin_act, write_act
from medic_desk.model.acts.staff_acts import tell_staff_event
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.patients.declared_acts import PatientResult, WayBack, patient_act
from medic_desk.model.patients.editing import (
    end_of_merges,
    lock_patients,
    require_free_file_number,
    result_of,
    write_fields,
)
from medic_desk.model.patients.errors import CannotMerge, CannotUndoMerge, PatientMerged, StalePatient
from medic_desk.model.patients.fields import PatientFields, cleaned, differing
from medic_desk.model.store.errors import Contended, NotFound
from medic_desk.model.tables import PatientRow


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRequest:
    """Two rows of one person, each as a person saw it: ``kept_id`` stays, with the fields of ``wanted``.

    ``merged_id`` leads to it from then on.
    """

    act_id: str
    kept_id: str
    merged_id: str
    seen_kept: PatientFields
    seen_merged: PatientFields
    wanted: PatientFields


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoMergeRequest:
    """Take back the merge ``merge_act_id``.

    ``written`` are the fields that it gave the row that was kept, and ``former`` those of before: what still
    stands as it was written then is put back.
    """

    act_id: str
    merge_act_id: str
    written: PatientFields
    former: PatientFields


def _way_back(request: MergeRequest, act_id: str) -> WayBack:
    back = UndoMergeRequest(
        act_id=act_id,
        merge_act_id=request.act_id,
        written=cleaned(request.wanted),
        former=request.seen_kept,
    )
    return WayBack(undo_merge, back)


# Whatever any row holds that leads to the one that goes: another program may have booked for it.
_BOOKED = """
    WITH RECURSIVE own (id) AS (
      SELECT CAST(:merged_id AS uuid)
      UNION
      SELECT p.id FROM own JOIN patients p ON p.merged_into_id = own.id
    )
    SELECT a.id::text, a.patient_id::text, a.doctor_id::text FROM appointments a
     WHERE a.patient_id IN (SELECT id FROM own) ORDER BY a.id
"""
_READ_BOOKED = text(_BOOKED)
_LOCK_BOOKED = text(f"{_BOOKED} FOR NO KEY UPDATE OF a")
_MOVE = text(
    """
    UPDATE appointments SET patient_id = CAST(:kept_id AS uuid)
     WHERE id = ANY (CAST(:appointment_ids AS uuid[]))
    """
)


@patient_act("patients_merged", permission=Permission.MERGE_PATIENTS, undo=_way_back)
def merge_patients(session: Session, actor: Actor, request: MergeRequest) -> PatientResult:
    """Let ``merged_id`` lead to ``kept_id``, which gets the appointments of both and the wanted fields.

    Where ``kept_id`` was itself merged meanwhile, the row it leads to is kept. The doctors of what moves are
    locked first, sorted, then both rows. Raises ``CannotMerge``, ``StalePatient`` where a field stands
    otherwise than it was seen, ``PatientMerged`` where ``merged_id`` leads to another row by now,
    ``FileNumberTaken``, ``InvalidField``, ``NotFound``, ``Contended``.
    """
    done = write_act(session, name=merge_patients.name, request=request)
    if done is not None:
        told = done["metadata"]
        result = result_of(session, told["kept_id"], moved=len(told["moved"]))
        return replace(result, already_done=True)
    if request.kept_id == request.merged_id:
        raise CannotMerge("same_patient")
    named = {"merged_id": request.merged_id}
    doctors = {row.doctor_id for row in session.execute(_READ_BOOKED, named)}
    begun = begin_act(session, actor, name=merge_patients.name, act_id=request.act_id, doctor_ids=doctors)
    kept_id, found = _lock_both(session, request)
    moving = session.execute(_LOCK_BOOKED, named).all()
    if not {row.doctor_id for row in moving} <= begun.doctor_ids:
        # Booked with another doctor meanwhile: the act is run again from the start.
        raise Contended("40001")
    swapped = _write(session, request, kept_id, found)
    session.execute(_MOVE, {"kept_id": kept_id, "appointment_ids": [row.id for row in moving]})
    _lead(session, request.merged_id, kept_id)
    tell_staff_event(
        session,
        subject_table="patients",
        subject_id=request.merged_id,
        doctor_id=None,
        metadata={
            "kept_id": kept_id,
            "moved": {row.id: row.patient_id for row in moving},
            "changed": list(differing(found[kept_id], request.wanted)),
            "has_swapped_file_numbers": swapped,
        },
    )
    return result_of(session, kept_id, moved=len(moving))


def _lock_both(session: Session, request: MergeRequest) -> tuple[str, dict[str, PatientFields]]:
    """Lock the row that is kept, at the end of its merges, and the one that goes; its id, and both."""
    kept_id, merged_end = end_of_merges(session, request.kept_id), end_of_merges(session, request.merged_id)
    if kept_id == merged_end:
        raise CannotMerge("already_one")
    if merged_end != request.merged_id:
        raise PatientMerged(request.merged_id, merged_end)
    try:
        return kept_id, lock_patients(session, (kept_id, request.merged_id))
    except PatientMerged:
        # Merged while this waited for the lock: the act is run again and finds where the rows lead now.
        raise Contended("40001") from None


def _write(session: Session, request: MergeRequest, kept_id: str, found: Mapping[str, PatientFields]) -> bool:
    """Write the wanted fields into the row that is kept; whether the two rows changed file numbers.

    The row that goes keeps all its fields, for the day it is parted again. A file number is one row's alone:
    where the kept row takes the other's, the other gets its own in exchange.
    """
    kept, merged, wanted = found[kept_id], found[request.merged_id], cleaned(request.wanted)
    for patient_id, seen, stands in (
        (kept_id, request.seen_kept, kept),
        (request.merged_id, request.seen_merged, merged),
    ):
        stale = differing(seen, stands)
        if stale:
            raise StalePatient(patient_id, stale, stands)
    takes_others = wanted.file_number is not None and wanted.file_number == merged.file_number
    if takes_others:
        _swap_file_numbers(session, kept_id, request.merged_id)
        kept = replace(kept, file_number=merged.file_number)
    write_fields(session, kept_id, seen=kept, found=kept, wanted=wanted)
    return takes_others


_FILE_NUMBERS = text(
    "SELECT id::text, file_number FROM patients WHERE id = ANY (CAST(:patient_ids AS uuid[]))"
)


def _swap_file_numbers(session: Session, one_id: str, other_id: str) -> None:
    """Exchange the file numbers of two locked rows: one must be free before the other row has it."""
    numbers = {
        row.id: row.file_number for row in session.execute(_FILE_NUMBERS, {"patient_ids": [one_id, other_id]})
    }
    for patient_id, number in ((one_id, None), (other_id, numbers[one_id]), (one_id, numbers[other_id])):
        change = update(PatientRow).where(PatientRow.id == patient_id)
        session.execute(change.values(file_number=number))


def _lead(session: Session, patient_id: str, into_id: str | None) -> None:
    change = update(PatientRow).where(PatientRow.id == patient_id)
    session.execute(change.values(merged_into_id=into_id))


# Taking a merge back

_MERGE = text(
    """
    SELECT act.result ->> 'subject_id' AS merged_id, act.result -> 'metadata' AS told
      FROM acts AS act WHERE act.act_id = CAST(:act_id AS uuid) AND act.name = :name
    """
)
_STILL_KEPT = text(
    """
    SELECT id::text, doctor_id::text FROM appointments
     WHERE id = ANY (CAST(:appointment_ids AS uuid[])) AND patient_id = CAST(:kept_id AS uuid)
     ORDER BY id FOR NO KEY UPDATE
    """
)
_DOCTORS_OF = text(
    "SELECT DISTINCT doctor_id::text FROM appointments WHERE id = ANY (CAST(:appointment_ids AS uuid[]))"
)
_LOCK_ROWS = text(
    "SELECT id::text, merged_into_id::text FROM patients WHERE id = ANY (CAST(:patient_ids AS uuid[]))"
    " ORDER BY id FOR UPDATE"
)
_MOVE_BACK = text(
    """
    UPDATE appointments AS a SET patient_id = was.patient_id
      FROM unnest(CAST(:appointment_ids AS uuid[]), CAST(:patient_ids AS uuid[])) AS was (id, patient_id)
     WHERE a.id = was.id
    """
)


@patient_act("merge_undone", permission=Permission.MERGE_PATIENTS)
def undo_merge(session: Session, actor: Actor, request: UndoMergeRequest) -> PatientResult:
    """Part two rows that a merge made one; the result names the row that stands for itself again.

    Of the appointments that the merge moved, those that still name the row that was kept go back to the row
    they came from; what was booked for the kept row since stays with it. Raises ``CannotUndoMerge``,
    ``NotFound``, ``Contended``.
    """
    done = write_act(session, name=undo_merge.name, request=request)
    if done is not None:
        result = result_of(session, done["subject_id"], moved=len(done["metadata"]["moved"]))
        return replace(result, already_done=True)
    merge = session.execute(
        _MERGE, {"act_id": request.merge_act_id, "name": merge_patients.name}
    ).one_or_none()
    if merge is None or merge.told is None:
        raise CannotUndoMerge("unknown_act")
    merged_id, kept_id = merge.merged_id, merge.told["kept_id"]
    moved: Mapping[str, str] = merge.told["moved"]
    doctors = session.execute(_DOCTORS_OF, {"appointment_ids": list(moved)}).scalars().all()
    begun = begin_act(session, actor, name=undo_merge.name, act_id=request.act_id, doctor_ids=doctors)
    _lock_parted(session, merged_id, kept_id)
    still = {"appointment_ids": list(moved), "kept_id": kept_id}
    going = session.execute(_STILL_KEPT, still).all()
    if not {row.doctor_id for row in going} <= begun.doctor_ids:
        raise Contended("40001")
    back = {row.id: moved[row.id] for row in going}
    session.execute(_MOVE_BACK, {"appointment_ids": list(back), "patient_ids": list(back.values())})
    _lead(session, merged_id, None)
    changed = _put_back(session, request, merge.told, merged_id, kept_id)
    tell_staff_event(
        session,
        subject_table="patients",
        subject_id=merged_id,
        doctor_id=None,
        metadata={
            "kept_id": kept_id,
            "moved": back,
            "changed": changed,
            "merge_act_id": request.merge_act_id,
        },
    )
    return result_of(session, merged_id, moved=len(back))


def _lock_parted(session: Session, merged_id: str, kept_id: str) -> None:
    """Lock both rows of a merge that stands. Raises ``CannotUndoMerge`` where it stands no more."""
    into = {
        row.id: row.merged_into_id
        for row in session.execute(_LOCK_ROWS, {"patient_ids": sorted((merged_id, kept_id))})
    }
    if into.keys() != {merged_id, kept_id}:
        raise NotFound("patients", merged_id if merged_id not in into else kept_id)
    if into[merged_id] != kept_id:
        raise CannotUndoMerge("parted_since")
    if into[kept_id] is not None:
        raise CannotUndoMerge("merged_on")


def _put_back(
    session: Session, request: UndoMergeRequest, told: Mapping[str, Any], merged_id: str, kept_id: str
) -> list[str]:
    """Put back what the merge wrote into the kept row, as far as it still stands so; the names of it."""
    kept = lock_patients(session, (merged_id, kept_id))[kept_id]
    differs = differing(request.written, kept)
    changed = [name for name in told["changed"] if name not in differs]
    values = {name: getattr(cleaned(request.former), name) for name in changed}
    if told["has_swapped_file_numbers"] and values.pop("file_number", None) is not None:
        _swap_file_numbers(session, kept_id, merged_id)
    if values.get("file_number") is not None:
        require_free_file_number(session, values["file_number"], (kept_id,))
    if values:
        session.execute(update(PatientRow).where(PatientRow.id == kept_id).values(**values))
    return changed
