"""Editing the card: saved once, both values shown where two wrote at once, wrong ones said at their field."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.patients.card import read_patient_card
from medic_desk.model.patients.editing import PatientEdit, edit_patient
from medic_desk.model.patients.fields import PatientFields
from medic_desk.model.store.errors import ConnectionLost
from medic_desk.model.store.store import Store
from medic_desk.ui.patients.window import PatientWindow
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, new_id
from tests.ui.letters import doubles, texts_in
from tests.ui.patients.card_steps import line_of, opened, type_over
from tests.ui.staff import button, click, run


def stands(store: Store, patient_id: str) -> PatientFields:
    card = store.do(read_patient_card, patient_id)
    assert card is not None
    return card.fields


def by_another_desk(store: Store, small: SmallClinic, patient_id: str, **wanted: object) -> None:
    seen = stands(store, patient_id)
    request = PatientEdit(
        act_id=new_id(),
        patient_id=patient_id,
        seen=seen,
        wanted=replace(seen, **wanted),  # type: ignore[arg-type]
    )
    perform(store, small.manager, edit_patient, request)


@pytest.fixture
def card(qtbot: QtBot, window: MainWindow, small: SmallClinic) -> PatientWindow:
    return opened(qtbot, window, small.patient_ids[0])


def save(qtbot: QtBot, patients: PatientWindow) -> None:
    QTest.keyClick(patients, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not patients.attempt.is_open)


def test_a_phone_is_corrected_by_keys(
    qtbot: QtBot, card: PatientWindow, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    assert not card.save_button.isEnabled()
    type_over(card, "mobile_phone", "697 700 0001")
    assert card.save_button.isEnabled()
    save(qtbot, card)
    assert stands(store, small.patient_ids[0]).mobile_phone == "697 700 0001"
    assert not card.save_button.isEnabled()
    assert card.foot.state.text() == "Saved."
    assert card.focusWidget() is line_of(card, "mobile_phone"), "saving takes focus from nobody"
    assert window.status.notice.text == "Changed Αντωνίου Γιώργος."
    assert "Change Αντωνίου Γιώργος" in window.menus.undo.text()


@pytest.mark.parametrize(("letter", "name"), [(Qt.Key.Key_P, "mobile_phone"), (Qt.Key.Key_H, "phone")])
def test_a_letter_leads_to_a_phone_and_what_is_typed_replaces_it(
    qtbot: QtBot, card: PatientWindow, letter: Qt.Key, name: str
) -> None:
    type_over(card, name, "210 000 1111")
    card.card_pane.book_button.setFocus()
    QTest.keyClick(card, letter, Qt.KeyboardModifier.AltModifier)
    line = line_of(card, name)
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, "6977000001")
    assert line.text() == "6977000001"
    assert doubles(texts_in(card)) == []


def test_it_is_undone_and_done_again_by_keys(
    qtbot: QtBot, card: PatientWindow, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    patient = small.patient_ids[0]
    before = stands(store, patient)
    type_over(card, "email", "a@example.org")
    save(qtbot, card)
    window.menus.undo.trigger()
    qtbot.waitUntil(lambda: stands(store, patient) == before)
    qtbot.waitUntil(lambda: card.form.fields["email"].editor.written() == "")
    qtbot.waitUntil(window.menus.redo.isEnabled)
    window.menus.redo.trigger()
    qtbot.waitUntil(lambda: stands(store, patient).email == "a@example.org")
    qtbot.waitUntil(lambda: "Change Αντωνίου" in window.menus.undo.text())
    by_another_desk(store, small, patient, email="b@example.org")
    window.menus.undo.trigger()
    qtbot.waitUntil(lambda: "E-mail" in window.calendar.answer.text)
    assert not window.menus.undo.isEnabled()
    assert stands(store, patient).email == "b@example.org"


def test_whose_phone_it_is_stands_beside_it(
    qtbot: QtBot, card: PatientWindow, store: Store, small: SmallClinic
) -> None:
    editor = card.form.fields["mobile_phone"].editor
    editor.owner.setText("μητέρα")  # type: ignore[union-attr]
    save(qtbot, card)
    assert stands(store, small.patient_ids[0]).mobile_phone == "6944000001 (μητέρα)"
    qtbot.waitUntil(lambda: "(μητέρα)" in card.card_pane.head.particulars.text())
    card.open_patient(small.patient_ids[0])
    assert editor.written() == "6944000001 (μητέρα)"


def test_both_values_stand_there_until_it_is_said_which_one_stays(
    qtbot: QtBot, card: PatientWindow, store: Store, small: SmallClinic
) -> None:
    patient = small.patient_ids[0]
    email, notes = card.form.fields["email"], card.form.fields["notes"]
    type_over(card, "email", "mine@example.org")
    by_another_desk(store, small, patient, email="theirs@example.org", notes="hers")
    qtbot.waitUntil(lambda: email.has_news)
    assert "theirs@example.org" in email.news
    assert email.editor.written() == "mine@example.org"
    assert notes.editor.written() == "hers"
    assert not notes.has_news
    save(qtbot, card)
    assert "say which value stays" in card.message.text
    assert stands(store, patient).email == "theirs@example.org"
    click(email.keep_button)
    assert card.message.text == ""
    save(qtbot, card)
    assert (stands(store, patient).email, stands(store, patient).notes) == ("mine@example.org", "hers")


def test_the_others_value_can_be_taken(
    qtbot: QtBot, card: PatientWindow, store: Store, small: SmallClinic
) -> None:
    email = card.form.fields["email"]
    type_over(card, "email", "mine@example.org")
    by_another_desk(store, small, small.patient_ids[0], email="theirs@example.org")
    qtbot.waitUntil(lambda: email.has_news)
    click(email.take_button)
    assert email.editor.written() == "theirs@example.org"
    assert not card.save_button.isEnabled()
    assert not card.form.is_changed


def test_a_save_that_comes_second_shows_both(
    qtbot: QtBot, card: PatientWindow, store: Store, small: SmallClinic
) -> None:
    """The notification has not come yet when Save is pressed."""
    card.reader.blockSignals(True)  # noqa: FBT003 - Qt's own
    email = card.form.fields["email"]
    type_over(card, "email", "mine@example.org")
    by_another_desk(store, small, small.patient_ids[0], email="theirs@example.org")
    save(qtbot, card)
    assert "E-mail" in card.message.text
    assert email.has_news
    assert stands(store, small.patient_ids[0]).email == "theirs@example.org"


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("last_name", "", "needs a last name"),
        ("first_name", "Άννα2", "no digits"),
        ("birth_date", "31/2/1961", "no such day"),
        ("birth_date", "yesterday", "day/month/year"),
        ("mobile_phone", "12", "five at least"),
        ("email", "nowhere", "not an e-mail"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    qtbot: QtBot, card: PatientWindow, store: Store, small: SmallClinic, name: str, typed: str, said: str
) -> None:
    before = stands(store, small.patient_ids[0])
    type_over(card, name, typed)
    save(qtbot, card)
    qtbot.waitUntil(lambda: said in card.form.fields[name].field.said)
    assert card.form.fields[name].editor.written() == typed
    assert stands(store, small.patient_ids[0]) == before


def test_whose_file_number_it_is_is_said(
    qtbot: QtBot, card: PatientWindow, store: Store, small: SmallClinic
) -> None:
    by_another_desk(store, small, small.patient_ids[1], file_number="A-7")
    type_over(card, "file_number", "A-7")
    save(qtbot, card)
    assert "Νικολάου Σοφία" in card.form.fields["file_number"].field.said
    type_over(card, "file_number", "")
    save(qtbot, card)
    click(button(card.message.buttons, "Open the other record"))
    qtbot.waitUntil(lambda: card.card is not None and card.card.patient_id == small.patient_ids[1])


def test_what_was_typed_survives_a_merge_by_another_desk(
    qtbot: QtBot, card: PatientWindow, store: Store, small: SmallClinic
) -> None:
    first, second, _ = small.patient_ids
    type_over(card, "email", "mine@example.org")
    run(store, f"UPDATE patients SET merged_into_id = '{second}' WHERE id = '{first}'")
    qtbot.waitUntil(lambda: card.card is not None and card.card.patient_id == second)
    assert "what you typed stands here still" in card.message.text
    assert card.form.fields["email"].editor.written() == "mine@example.org"
    assert card.form.fields["last_name"].editor.written() == "Νικολάου"
    save(qtbot, card)
    assert stands(store, second).email == "mine@example.org"


def test_an_unknown_outcome_is_sent_again_unchanged(
    qtbot: QtBot, card: PatientWindow, store: Store, small: SmallClinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = []

    def lose(*arguments: object) -> None:
        lost.append(arguments)
        arguments[-1](ConnectionLost())  # type: ignore[operator]

    desk = card.attempt._desk
    type_over(card, "email", "a@example.org")
    with monkeypatch.context() as patched:
        patched.setattr(desk, "act", lose)
        QTest.keyClick(card, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        assert card.attempt.is_unknown
    assert len(lost) == 1
    assert not card.form.isEnabled()
    assert card.form.fields["email"].editor.written() == "a@example.org"
    click(card.save_button)
    qtbot.waitUntil(lambda: not card.attempt.is_open)
    assert stands(store, small.patient_ids[0]).email == "a@example.org"
    assert len(store.do(_events)) == 1


def _events(session: object) -> list[object]:
    from sqlalchemy import text

    return list(session.execute(text("SELECT id FROM staff_events")))  # type: ignore[attr-defined]
