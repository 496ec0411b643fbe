"""The patient field says what is missing, and never that nobody is there where nobody was looked for."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from medic_desk.model.store.store import Store
from medic_desk.model.tables import PatientRow
from medic_desk.tour import type_text
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.booking.patient_search import PatientSearch
from medic_desk.ui.booking.seen import SEEN_AFTER_MILLISECONDS, monotonic_milliseconds
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, add


def opened(window: MainWindow, small: SmallClinic) -> PatientSearch:
    window.book_at(small.at(10))
    assert isinstance(window.dock, BookingDock)
    return window.dock.patient


def texts(patient: PatientSearch) -> list[str]:
    return [label.text() for label in patient.findChildren(QLabel)]


def test_enter_on_nothing_says_what_is_missing(window: MainWindow, small: SmallClinic) -> None:
    patient = opened(window, small)
    QTest.keyClick(patient.search, Qt.Key.Key_Return)
    assert "Choose a patient first, or type a new one." in texts(patient)


def test_one_letter_is_too_little_to_say_that_nobody_is_found(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    patient = opened(window, small)
    type_text(patient.search, "n")
    qtbot.waitUntil(lambda: patient.new_button.text() == "New &patient “n”…")
    assert not [text for text in texts(patient) if text.startswith("Nobody is found")]
    type_text(patient.search, "owherex")
    qtbot.waitUntil(
        lambda: (
            "Nobody is found: no name is written or sounds like this, nor with one letter wrong."
            " Try the phone or the birth date. Enter: new patient." in texts(patient)
        )
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "6999999999",
            "no phone, file number, national number or birth date has these figures. Try the name.",
        ),
        ("ω-4711", "no phone, file number, national number or birth date has these figures."),
        ("georgiou nobody", "whom all of these words fit. Try fewer of them, or the phone."),
        ("georgiou 1799", "whom all of these words fit. Try fewer of them, or the phone."),
        ("nobody@nowhere", "with this e-mail. Try the name or the phone."),
    ],
)
def test_nobody_found_says_where_was_looked_and_what_to_try(
    qtbot: QtBot, window: MainWindow, small: SmallClinic, typed: str, said: str
) -> None:
    patient = opened(window, small)
    type_text(patient.search, typed)
    qtbot.waitUntil(lambda: any(said in text for text in texts(patient)))
    assert any(text.endswith("Enter: new patient.") for text in texts(patient))
    patient.look.clock = lambda: monotonic_milliseconds() + SEEN_AFTER_MILLISECONDS
    QTest.keyClick(patient.search, Qt.Key.Key_Return)
    assert patient.is_new


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("A-77", "file A-77"),
        ("a77", "file A-77"),
        ("13417012", "national no. 13417012345"),
        ("2310 555", "231\u00a0055\u00a05777"),
        ("6971", "697\u00a0123\u00a04567"),
        ("zxy", "697\u00a0123\u00a04567"),
        ("13/1/1970", "697\u00a0123\u00a04567"),
        ("x.y@", "x.y@example.com"),
    ],
)
def test_the_number_that_was_looked_for_is_shown(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, typed: str, shown: str
) -> None:
    store.do(
        add,
        PatientRow,
        last_name="Zxyanova",
        birth_date=date(1970, 1, 13),
        mobile_phone="6971234567",
        phone="2310555777",
        file_number="A-77",
        national_number="13417012345",
        email="X.y@example.com",
    )
    patient = opened(window, small)
    type_text(patient.search, typed)
    qtbot.waitUntil(lambda: len(patient.results.entries) == 1)
    index = patient.results.model().index(0, 2)
    assert index.data().lower() == shown.lower()
    assert "Zxyanova" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_more_than_the_list_holds_are_counted(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    store.do(add_many, "Zxyanova", 26)
    patient = opened(window, small)
    type_text(patient.search, "zxyan")
    qtbot.waitUntil(lambda: "20 of 26" in texts(patient))
    type_text(patient.search, "ova gg")
    qtbot.waitUntil(lambda: len(patient.results.entries) == 1)
    assert "20 of 26" not in texts(patient)


def add_many(session: Session, last_name: str, number: int) -> None:
    names = [chr(ord("a") + place) * 2 for place in range(number)]
    session.add_all(PatientRow(last_name=last_name, first_name=name) for name in names)
