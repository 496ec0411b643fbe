"""Every act on patients, by the name its events have."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from medic_desk.model.patients.declared_acts import PatientAct
from medic_desk.model.patients.editing import edit_patient, undo_edit
from medic_desk.model.patients.merging import merge_patients, undo_merge

_ALL: tuple[PatientAct[Any], ...] = (edit_patient, undo_edit, merge_patients, undo_merge)

PATIENT_ACTS: Mapping[str, PatientAct[Any]] = MappingProxyType({act.name: act for act in _ALL})
"""An act by the action of its events."""
