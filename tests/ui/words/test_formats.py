"""Spans of time as people say them: whole days by their dates, hours by their day, in both languages."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from medic_desk.bundle import resources_directory
from medic_desk.engine.clinic_time import instant_of
from medic_desk.ui.words.formats import span_words
from medic_desk.ui.words.translation import install_language
from tests.model.small_clinic import ZONE

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 12, day) for day in (18, 19, 20, 21))


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[None]:
    was = QLocale()
    yield
    QLocale.setDefault(was)


def span(first: date, start: int, last: date, end: int, zone: str = ZONE) -> str:
    """``start`` and ``end`` are hours."""
    return span_words(instant_of(first, start * 60, zone), instant_of(last, end * 60, zone), zone)


@pytest.mark.usefixtures("speak")
def test_spans_in_english() -> None:
    install_language("en", resources_directory() / "i18n")
    assert span(FRIDAY, 0, MONDAY, 0) == "Fri 18 – Sun 20 December"
    assert span(FRIDAY, 0, SATURDAY, 0) == "Fri 18 December"
    assert span(date(2026, 11, 30), 0, date(2026, 12, 3), 0) == "Mon 30 November – Wed 2 December"
    assert span(date(2026, 12, 31), 0, date(2027, 1, 3), 0) == "Thu 31 December 2026 – Sat 2 January 2027"
    assert span(FRIDAY, 9, FRIDAY, 12) == "Fri 18/12  09:00–12:00"
    assert span(FRIDAY, 0, FRIDAY, 12) == "Fri 18/12  00:00–12:00"
    assert span(FRIDAY, 14, SATURDAY, 0) == "Fri 18/12  14:00–24:00"
    assert span(FRIDAY, 14, MONDAY, 0) == "Fri 18/12 14:00 – Sun 20/12 24:00"
    assert span(FRIDAY, 14, SUNDAY, 12) == "Fri 18/12 14:00 – Sun 20/12 12:00"


@pytest.mark.usefixtures("speak")
def test_spans_in_greek(qapp: QApplication) -> None:
    translator = install_language("el", resources_directory() / "i18n")
    assert translator is not None
    try:
        assert span(FRIDAY, 0, MONDAY, 0) == "Παρ 18 – Κυρ 20 Δεκεμβρίου"
        assert span(date(2026, 4, 30), 0, date(2026, 5, 3), 0) == "Πέμ 30 Απριλίου – Σάβ 2 Μαΐου"
        assert span(FRIDAY, 9, FRIDAY, 12) == "Παρ 18/12  09:00–12:00"
    finally:
        qapp.removeTranslator(translator)


@pytest.mark.usefixtures("speak")
def test_a_day_is_whole_where_the_clock_passes_over_its_midnight() -> None:
    install_language("en", resources_directory() / "i18n")
    # In Cairo 24/4/2026 begins at 01:00.
    cairo = "Africa/Cairo"
    assert span(date(2026, 4, 23), 0, date(2026, 4, 24), 0, cairo) == "Thu 23 April"
    assert span(date(2026, 4, 24), 0, date(2026, 4, 26), 0, cairo) == "Fri 24 – Sat 25 April"
