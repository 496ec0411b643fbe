"""First free over a real database: what is found, taken by keys and clicks, and said where none is."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from medic_desk.engine.clinic_time import local_date
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.side.first_free_section import FirstFreeSection
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.formats import written_date
from tests.model.small_clinic import ZONE, SmallClinic
from tests.ui.staff import retype, run

PATIENCE = 20_000
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def section(
    qtbot: QtBot, desk: Desk, theme: Theme, clinic: Clinic, small: SmallClinic
) -> Iterator[FirstFreeSection]:
    """Looks from the clinic's day on, for no service yet."""
    made = FirstFreeSection(desk, theme, small.day - timedelta(days=7))
    qtbot.addWidget(made)
    made.resize(300, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.set_clinic(clinic, "")
    made.form.day.set_day(small.day)
    qtbot.waitUntil(lambda: desk.is_live, timeout=PATIENCE)
    yield made
    made.close()


def until_read(qtbot: QtBot, section: FirstFreeSection) -> None:
    """Until the answers have stood long enough to be taken by a key."""
    qtbot.waitUntil(lambda: not section.reading.is_reading, timeout=PATIENCE)
    qtbot.waitUntil(lambda: section.can_be_taken, timeout=PATIENCE)


def look_for(qtbot: QtBot, section: FirstFreeSection, service_id: str) -> None:
    section.choose_service(service_id)
    until_read(qtbot, section)


def taken_by(section: FirstFreeSection) -> list[tuple[str, str, int]]:
    taken: list[tuple[str, str, int]] = []
    section.taken.connect(lambda *what: taken.append(what))
    return taken


def starts(section: FirstFreeSection) -> list[tuple[str, int]]:
    return [(one.doctor_id, one.slot.starts_at) for one in section.found]


def test_the_earliest_of_all_doctors_are_found(
    qtbot: QtBot, section: FirstFreeSection, small: SmallClinic
) -> None:
    assert section.note == "Choose a service to see its first free times."
    look_for(qtbot, section, small.service_id)
    nine, half = small.at(9), small.at(9, 30)
    assert sorted(starts(section)[:4]) == sorted(
        (doctor, start) for doctor in (small.doctor_id, small.colleague_id) for start in (nine, half)
    )
    assert len(section.found) == 5
    assert section.note == ""
    first = section.answers.answers[0]
    assert (first.number, first.time) == (1, "09:00")
    assert first.doctor in {"Παπαδόπουλος Ν.", "Γεωργίου Ά."}
    sentence = section.answers.rows_model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert sentence.startswith("1, 09:00, ")


def test_each_doctor_is_booked_for_their_own_service(
    qtbot: QtBot, section: FirstFreeSection, small: SmallClinic
) -> None:
    look_for(qtbot, section, small.colleague_service_id)
    own = {small.doctor_id: small.service_id, small.colleague_id: small.colleague_service_id}
    assert {one.doctor_id: one.appointment_type_id for one in section.found} == own


def test_digits_take_an_answer_wherever_the_focus_is(
    qtbot: QtBot, section: FirstFreeSection, small: SmallClinic
) -> None:
    look_for(qtbot, section, small.service_id)
    taken = taken_by(section)
    third, fifth = section.found[2], section.found[4]
    section.begin()
    assert section.answers.hasFocus()
    QTest.keyClick(section.answers, Key.Key_3)
    QTest.keyClick(section.form.doctor, Key.Key_5)
    QTest.keyClick(section.form.weekdays.button(1), Key.Key_5)
    QTest.keyClick(section.answers, Key.Key_6)
    QTest.keyClick(section.answers, Key.Key_0)
    expected = [(one.doctor_id, one.appointment_type_id, one.slot.starts_at) for one in (third, fifth, fifth)]
    assert taken == expected
    assert section.form.doctor.currentIndex() == 0
    # In a date a digit is a digit.
    QTest.keyClick(section.form.day, Key.Key_1)
    assert len(taken) == 3


def test_enter_takes_the_first_or_the_one_under_the_cursor_and_a_click_its_own(
    qtbot: QtBot, section: FirstFreeSection, small: SmallClinic
) -> None:
    look_for(qtbot, section, small.service_id)
    taken = taken_by(section)
    section.begin()
    QTest.keyClick(section.answers, Key.Key_Return)
    QTest.keyClick(section.answers, Key.Key_Down)
    QTest.keyClick(section.answers, Key.Key_Enter)
    index = section.answers.rows_model.index(3, 0)
    QTest.mouseClick(section.answers.viewport(), LEFT, pos=section.answers.visualRect(index).center())
    assert [start for _, _, start in taken] == [section.found[place].slot.starts_at for place in (0, 1, 3)]


def test_a_key_that_is_held_and_an_answer_that_only_just_came_take_nothing(
    qtbot: QtBot, section: FirstFreeSection, small: SmallClinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as slow:
        # They have only just come, however slow the machine is.
        slow.setattr("medic_desk.ui.side.first_free_section.SEEN_MILLISECONDS", 24 * 60 * 60 * 1000)
        section.choose_service(small.service_id)
        taken = taken_by(section)
        qtbot.waitUntil(lambda: bool(section.found) and not section.reading.is_reading, timeout=PATIENCE)
        QTest.keyClick(section.answers, Key.Key_1)
        QTest.keyClick(section.answers, Key.Key_Return)
        assert taken == []
    until_read(qtbot, section)
    for key, text in ((Key.Key_1, "1"), (Key.Key_Return, "\r")):
        held = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, autorep=True)
        QApplication.sendEvent(section.answers, held)
    assert taken == []


def test_from_the_keyboard_service_to_start(
    qtbot: QtBot, section: FirstFreeSection, small: SmallClinic
) -> None:
    taken = taken_by(section)
    chosen: list[str] = []
    section.service_chosen.connect(chosen.append)
    section.begin()
    line = section.form.service.line
    assert line.hasFocus()
    QTest.keyClicks(line, "epis")
    QTest.keyClick(line, Key.Key_Return)
    assert section.answers.hasFocus()
    until_read(qtbot, section)
    QTest.keyClick(section.answers, Key.Key_1)
    assert [start for _, _, start in taken] == [small.at(9)]
    assert len(chosen) == 1


def test_a_letter_at_the_answers_looks_for_another_service(
    qtbot: QtBot, section: FirstFreeSection, small: SmallClinic
) -> None:
    look_for(qtbot, section, small.service_id)
    taken = taken_by(section)
    section.answers.setFocus()
    QTest.keyClick(section.answers, Key.Key_T)
    line = section.form.service.line
    assert line.hasFocus()
    assert line.text() == "t"
    QTest.keyClicks(line, "il")
    QTest.keyClick(line, Key.Key_Return)
    assert section.form.service.chosen.name == "Τηλεφώνημα"
    assert section.answers.hasFocus()
    assert taken == []


def test_what_another_desk_books_is_no_answer_any_more(
    qtbot: QtBot, section: FirstFreeSection, store: Store, small: SmallClinic
) -> None:
    look_for(qtbot, section, small.service_id)
    assert (small.doctor_id, small.at(9)) in starts(section)
    perform(store, small.receptionist, book, small.booking(9))
    qtbot.waitUntil(lambda: (small.doctor_id, small.at(9)) not in starts(section), timeout=PATIENCE)
    assert len(section.found) == 5


def test_by_doctor_part_of_day_weekday_and_date(
    qtbot: QtBot, section: FirstFreeSection, small: SmallClinic
) -> None:
    look_for(qtbot, section, small.service_id)
    form = section.form
    rows = [form.doctor.itemText(row) for row in range(form.doctor.count())]
    assert rows == ["Any doctor", "Γεωργίου Άννα", "Παπαδόπουλος Νίκος"]
    form.doctor.setCurrentIndex(2)
    form.doctor.activated.emit(2)
    QTest.mouseClick(form.parts.buttons.button(2), LEFT)
    until_read(qtbot, section)
    # 13:00-14:00 is the break.
    wanted = [small.at(12), small.at(12, 30), small.at(14), small.at(14, 30), small.at(15)]
    assert starts(section) == [(small.doctor_id, start) for start in wanted]
    other = small.day + timedelta(days=3)
    QTest.mouseClick(form.weekdays.button(other.isoweekday()), LEFT)
    until_read(qtbot, section)
    assert {local_date(start, ZONE) for _, start in starts(section)} == {other}
    later = small.day + timedelta(days=10)
    retype(form.day, written_date(later))
    until_read(qtbot, section)
    assert starts(section)[0][1] == small.at(12, days=10)
    retype(form.day, "99/99")
    assert (section.found, section.note) == ((), "This is no date.")


def test_a_limit_that_leaves_nothing_says_what_there_is_without_it(
    qtbot: QtBot, section: FirstFreeSection, store: Store, small: SmallClinic
) -> None:
    run(store, "UPDATE schedule_rules SET work_end_local = '12:00'")
    run(store, "DELETE FROM schedule_rule_breaks")
    section.form.parts.buttons.button(2).setChecked(True)
    look_for(qtbot, section, small.call_id)
    assert section.found == ()
    assert section.note.startswith("No such time within 60 days. Without these limits: 09:00 ")
    assert "Παπαδόπουλος Ν." in section.note


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE appointment_types SET is_active = false", "no longer offered"),
        ("DELETE FROM schedule_rule_breaks; DELETE FROM schedule_rules", "No working hours"),
    ],
)
def test_the_reason_is_said_where_there_is_none(
    qtbot: QtBot, section: FirstFreeSection, store: Store, small: SmallClinic, statement: str, said: str
) -> None:
    look_for(qtbot, section, small.call_id)
    assert section.found
    for one in statement.split("; "):
        run(store, one)
    qtbot.waitUntil(lambda: said in section.note, timeout=PATIENCE)
    assert section.note.startswith("No free time within 60 days.")
    assert section.answers.answers == ()


def test_no_service_asks_nothing(qtbot: QtBot, section: FirstFreeSection, small: SmallClinic) -> None:
    look_for(qtbot, section, small.service_id)
    assert section.choose_service("")
    assert not section.choose_service("nobody offers this")
    assert (section.found, section.form.service_id) == ((), "")
    assert not section.reading.is_reading


def test_folded_it_is_a_button_with_the_best_answer(
    qtbot: QtBot, section: FirstFreeSection, small: SmallClinic
) -> None:
    look_for(qtbot, section, small.service_id)
    taken = taken_by(section)
    section.fold(is_folded=True)
    assert not section.form.isVisible()
    assert section.button.isVisible()
    assert section.best.text().startswith("09:00")
    QTest.mouseClick(section.best, LEFT)
    assert [start for _, _, start in taken] == [small.at(9)]
    section.begin()
    assert section.form.isVisible()
    assert section.answers.hasFocus()
    assert not section.best.isVisible()
    QTest.keyClick(section.answers, Key.Key_Escape)
    assert section.button.hasFocus()
    section.fold(is_folded=False)
    assert [part.isVisible() for part in (section.form, section.button)] == [True, False]


def test_the_model_keeps_the_rules_of_models(
    qtbot: QtBot, section: FirstFreeSection, small: SmallClinic, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(section.answers.rows_model, force_py=True)  # type: ignore[no-untyped-call]
    look_for(qtbot, section, small.service_id)
    section.choose_service("")
