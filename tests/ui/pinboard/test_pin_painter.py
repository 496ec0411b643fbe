"""A pin in much and in little room: the service is cut before the time, and the second line is smaller."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.ui.day_grid.measures import advance, line_height
from medic_desk.ui.pinboard.pin_list import PinList
from medic_desk.ui.pinboard.pin_painter import second_line
from medic_desk.ui.pinboard.pins import Pin
from medic_desk.ui.theme import Mode, Text, Theme
from tests.ui.calendar.test_carrying import appointment, at

WAS = "was 25/11 10:15"


@pytest.fixture
def pin() -> Pin:
    one = appointment(at(date(2026, 11, 25), 10, 15))
    return Pin(replace(one, service_name="Υπέρηχος καρδιάς"))


def test_the_service_gives_way_and_the_time_stays_whole(qapp: QApplication, pin: Pin) -> None:
    font = Theme(Mode.LIGHT, 1.0).font(Text.SECONDARY, tabular=True)
    whole = f"Υπέρηχος καρδιάς · {WAS}"
    assert second_line(pin, font, advance(font, whole)) == whole
    for width in range(advance(font, WAS), advance(font, whole)):
        shown = second_line(pin, font, width)
        assert shown.endswith(WAS)
        assert shown == WAS or "…" in shown
        assert advance(font, shown) <= width


def test_of_what_cannot_be_moved_only_that_is_said(qapp: QApplication, pin: Pin) -> None:
    font = Theme(Mode.LIGHT, 1.0).font(Text.SECONDARY, tabular=True)
    assert second_line(replace(pin, standing="cancelled"), font, 500) == "cancelled by now"


@pytest.mark.parametrize("scale", [0.9, 1.4])
def test_a_pin_is_as_high_as_its_two_lines_and_looks_as_it_does_in_the_calendar(
    qtbot: QtBot, pin: Pin, scale: float
) -> None:
    theme = Theme(Mode.LIGHT, scale)
    pins = PinList(theme)
    qtbot.addWidget(pins)
    pins.resize(220, 100)
    pins.show_rows((pin,))
    pins.choose_none()
    pins.fit()
    pins.show()
    lines = line_height(theme.name_font()) + line_height(theme.font(Text.SECONDARY, tabular=True))
    row = pins.visualRect(pins.rows_model.index(0, 0))
    assert lines < row.height() <= lines + theme.space(4)
    assert pins.viewport().height() >= row.height()
    shot = pins.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    booked = theme.palette.states["booked"]
    middle = row.center().y()
    assert shot.pixelColor(row.left() + 3, middle) == QColor(booked.edge)
    assert shot.pixelColor(row.right() - 3, row.bottom() - 4) == QColor(booked.fill)
    theme.deleteLater()
