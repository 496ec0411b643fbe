"""Editing a patient: field by field, so that two who edit at once lose nothing of one another."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import RowMapping, text, update
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import clock, date_of, minute_floor
from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.staff_acts import begin_staff_act, tell_staff_event
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.facts.readable import known_zone
from medic_desk.model.patients.declared_acts import PatientResult, WayBack, patient_act
from medic_desk.model.patients.errors import FileNumberTaken, PatientMerged, StalePatient
from medic_desk.model.patients.fields import COLUMNS, PatientFields, cleaned, differing, fields_of, taken_over
from medic_desk.model.patients.register import check_field
from medic_desk.model.store.errors import NotFound
from medic_desk.model.tables import PatientRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientEdit:
    """A patient as a person saw the fields, and as they are to be; only those that differ are touched."""

    act_id: str
    patient_id: str
    seen: PatientFields
    wanted: PatientFields


def _way_back(request: PatientEdit, act_id: str) -> WayBack:
    """The same edit the other way round: what is there now is what was written then."""
    changed = differing(request.seen, request.wanted)
    written = taken_over(request.seen, changed, cleaned(request.wanted))
    return WayBack(undo_edit, replace(request, act_id=act_id, seen=written, wanted=request.seen))


@patient_act("patient_edited", permission=Permission.EDIT_PATIENTS, undo=_way_back)
def edit_patient(session: Session, actor: Actor, request: PatientEdit) -> PatientResult:
    """Change the fields of a patient in which ``wanted`` differs from ``seen``, and no others.

    What somebody else changed meanwhile in other fields stays. Raises ``StalePatient`` where a field was
    changed that is to be changed here too, to something else; ``PatientMerged``, ``NotFound``,
    ``FileNumberTaken``, and ``InvalidField`` for what cannot stand in a field that is changed.
    """
    return _edit(session, actor, request, edit_patient.name)


@patient_act("patient_edit_undone", permission=Permission.EDIT_PATIENTS)
def undo_edit(session: Session, actor: Actor, request: PatientEdit) -> PatientResult:
    """Take an edit back: an edit like any other, which is not itself taken back. Raises as that does."""
    return _edit(session, actor, request, undo_edit.name)


def _edit(session: Session, actor: Actor, request: PatientEdit, name: str) -> PatientResult:
    begun = begin_staff_act(session, actor, name=name, request=request, doctor_id=None)
    if begun.done is not None:
        return replace(result_of(session, begun.done.subject_id), already_done=True)
    found = lock_patients(session, (request.patient_id,))[request.patient_id]
    wanted = cleaned(request.wanted)
    changed = write_fields(session, request.patient_id, seen=request.seen, found=found, wanted=wanted)
    tell_staff_event(
        session,
        subject_table="patients",
        subject_id=request.patient_id,
        doctor_id=None,
        metadata={"changed": list(changed)},
    )
    return result_of(session, request.patient_id)


# What editing and merging share

_LOCK = text(
    f"""
    SELECT p.id::text, p.merged_into_id::text, {COLUMNS} FROM patients p
     WHERE p.id = ANY (CAST(:patient_ids AS uuid[]))
     ORDER BY p.id FOR UPDATE
    """  # noqa: S608 - only constants of this program are put in
)
_END = text(
    """
    WITH RECURSIVE up (id, merged_into_id) AS (
      SELECT id, merged_into_id FROM patients WHERE id = CAST(:patient_id AS uuid)
      UNION
      SELECT p.id, p.merged_into_id FROM up JOIN patients p ON p.id = up.merged_into_id
    )
    SELECT id::text FROM up WHERE merged_into_id IS NULL LIMIT 1
    """
)
_HOLDER = text(
    """
    SELECT id::text, btrim(last_name || ' ' || first_name) AS name FROM patients
     WHERE file_number = :number AND id <> ALL (CAST(:patient_ids AS uuid[])) LIMIT 1
    """
)
_NAME = text(
    "SELECT btrim(last_name || ' ' || first_name) FROM patients WHERE id = CAST(:patient_id AS uuid)"
)
_TODAY = text("SELECT min(timezone) AS zone, clock_timestamp() AS now FROM doctors WHERE is_active")


def lock_patients(session: Session, patient_ids: Iterable[str]) -> dict[str, PatientFields]:
    """Lock patients' rows, in the order of their ids, and read them. A booking for one of them waits.

    Raises ``NotFound`` for one who is gone and ``PatientMerged`` for one who leads to another row.
    """
    wanted = sorted(patient_ids)
    rows: dict[str, RowMapping] = {
        row["id"]: row for row in session.execute(_LOCK, {"patient_ids": wanted}).mappings()
    }
    for patient_id in wanted:
        if patient_id not in rows:
            raise NotFound("patients", patient_id)
        if rows[patient_id]["merged_into_id"] is not None:
            raise PatientMerged(patient_id, end_of_merges(session, patient_id))
    return {patient_id: fields_of(row) for patient_id, row in rows.items()}


def end_of_merges(session: Session, patient_id: str) -> str:
    """The row that a patient's row leads to, itself where it was not merged. Raises ``NotFound``."""
    end: str | None = session.execute(_END, {"patient_id": patient_id}).scalar_one_or_none()
    if end is None:
        raise NotFound("patients", patient_id)
    return end


def write_fields(
    session: Session,
    patient_id: str,
    *,
    seen: PatientFields,
    found: PatientFields,
    wanted: PatientFields,
) -> tuple[str, ...]:
    """Write the fields in which ``wanted`` differs from ``seen`` into a locked row; the names of those.

    ``found`` is the row as it stands. Raises as ``edit_patient`` does.
    """
    changed = differing(seen, wanted)
    moved_on = set(differing(seen, found)) & set(differing(found, wanted))
    stale = tuple(name for name in changed if name in moved_on)
    if stale:
        raise StalePatient(patient_id, stale, found)
    today = _clinic_today(session)
    for name in changed:
        check_field(name, getattr(wanted, name), today)
    if "file_number" in changed and wanted.file_number is not None:
        require_free_file_number(session, wanted.file_number, (patient_id,))
    if changed:
        values = {name: getattr(wanted, name) for name in changed}
        session.execute(update(PatientRow).where(PatientRow.id == patient_id).values(**values))
    return changed


def require_free_file_number(session: Session, number: str, patient_ids: Iterable[str]) -> None:
    """Raise ``FileNumberTaken`` where a patient other than these has the file number."""
    holder = session.execute(_HOLDER, {"number": number, "patient_ids": list(patient_ids)}).one_or_none()
    if holder is not None:
        raise FileNumberTaken(holder.id, holder.name)


def result_of(session: Session, patient_id: str, moved: int = 0) -> PatientResult:
    """The result that names a patient as the row stands. Raises ``NotFound``."""
    name: str | None = session.execute(_NAME, {"patient_id": patient_id}).scalar_one_or_none()
    if name is None:
        raise NotFound("patients", patient_id)
    return PatientResult(patient_id=patient_id, patient_name=name, moved=moved)


def _clinic_today(session: Session) -> date:
    """The clinic's date, by the database's clock: nobody is born after it."""
    row = session.execute(_TODAY).one()
    return date_of(clock(known_zone(row.zone or "UTC")).day(minute_floor(row.now)))
