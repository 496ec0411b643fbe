"""What may be done with an entry, from being begun or chosen until it stands in the database."""

import pytest

from medic_desk.engine.facts import ScheduleException
from medic_desk.ui.exceptions.edit import ExceptionEdit

BLOCK = ScheduleException("x", "schedule_exceptions", "blocked", 0, 60, source="manual")
SEEN = frozenset({"a"})


def test_a_new_entry_is_saved_as_it_is_and_once_saved_is_none_until_somebody_types() -> None:
    edit = ExceptionEdit()
    assert (edit.row_id, edit.may_be_saved, edit.may_be_deleted, edit.may_affect) == ("", True, False, True)
    edit.end()
    assert (edit.may_be_saved, edit.may_affect) == (False, False)
    edit.type()
    assert (edit.may_be_saved, edit.may_affect) == (True, True)


def test_an_entry_is_saved_once_something_is_typed_and_typing_takes_a_deletion_back() -> None:
    edit = ExceptionEdit()
    edit.begin(BLOCK)
    assert (edit.row_id, edit.may_be_saved, edit.may_be_deleted) == ("x", False, True)
    edit.is_deleting = True
    edit.type()
    assert (edit.is_deleting, edit.may_be_saved) == (False, True)
    edit.begin(BLOCK)
    assert not edit.is_typed


@pytest.mark.parametrize(
    "foreign",
    [
        BLOCK._replace(source="time_off"),
        BLOCK._replace(source="closure"),
        BLOCK._replace(table="availability_exceptions"),
    ],
)
def test_time_off_closures_and_the_older_form_are_only_shown(foreign: ScheduleException) -> None:
    edit = ExceptionEdit(row=foreign, is_typed=True)
    assert (edit.may_be_saved, edit.may_be_deleted, edit.may_affect) == (False, False, False)


def test_requests_say_what_they_replace_and_whom_the_person_saw() -> None:
    edit = ExceptionEdit()
    later = BLOCK._replace(ends_at=90)
    new = edit.save_request("act", "doctor", (later,), SEEN)
    assert (new.exceptions, new.replaces, new.seen_appointment_ids) == ((later,), None, SEEN)
    with pytest.raises(RuntimeError):
        edit.delete_request("act", "doctor", SEEN)
    edit.begin(BLOCK)
    assert edit.save_request("act", "doctor", (later,), SEEN).replaces == BLOCK
    gone = edit.delete_request("act", "doctor", SEEN)
    assert (gone.act_id, gone.doctor_id, gone.exception) == ("act", "doctor", BLOCK)
    assert gone.seen_appointment_ids == SEEN
