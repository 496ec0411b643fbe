"""The words of acts: every act has them, every key means one, and each sentence stands where it is needed."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from medic_desk.model.appointments.all_acts import ACTS
from medic_desk.model.appointments.calls import CALL_NOTES, undo_call
from medic_desk.model.appointments.declared_acts import no_way_back
from medic_desk.model.appointments.delays import say_delay, undo_delay
from medic_desk.ui.theme import icons
from medic_desk.ui.words.acts import MENU_ACTS, act_words
from medic_desk.ui.words.desk_notes import note_words

if TYPE_CHECKING:
    from medic_desk.model.appointments.desk_notes import DeskNote


def test_every_act_has_its_words(qapp: QApplication) -> None:
    for act in ACTS.values():
        words = act_words(act)
        assert words.happened
        assert bool(words.done) == act.is_told, act.name
        can_be_undone = act.is_told and act.way_back is not no_way_back
        assert bool(words.undone) == can_be_undone, act.name


def test_what_a_menu_offers_has_a_key_and_an_icon_of_its_own(qapp: QApplication) -> None:
    offered = [act_words(act) for act in MENU_ACTS]
    assert len({words.key for words in offered}) == len(offered)
    assert len({words.icon for words in offered}) == len(offered)
    for words in offered:
        assert not icons.pixmap(words.icon, 16, "#000000", 1.0).isNull()
        assert "&" in words.menu
    assert [act.name for act in MENU_ACTS if act.statuses] == [act.name for act in MENU_ACTS]


def test_every_note_has_its_words(qapp: QApplication) -> None:
    of_calls: tuple[DeskNote[Any, Any], ...] = (*CALL_NOTES.values(), undo_call)
    for note in (*of_calls, say_delay, undo_delay):
        words = note_words(note)
        assert bool(words.named) == bool(words.done) == bool(words.undone) == (note.way_back is not None)
    assert len({note_words(note).key for note in CALL_NOTES.values()}) == len(CALL_NOTES)
    assert all(note_words(note).happened for note in of_calls)
