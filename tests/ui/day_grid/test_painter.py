"""Where the painter of the days puts the words of a low block."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from medic_desk.ui.day_grid.painter import write_words
from medic_desk.ui.theme import Mode, Theme

TOP = 20


def first_inked_row(text: str, line_at: float, top: float | None) -> int:
    """The first row of pixels that a text written on white reaches."""
    image = QImage(300, 80, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    font, corner = Theme(Mode.LIGHT, 1.0).font(medium=True), QPointF(4, line_at)
    write_words(painter, font, QColor("black"), corner, text, 280, top)
    painter.end()
    rows = range(image.height())
    return next(y for y in rows if any(image.pixelColor(x, y).lightness() < 200 for x in range(300)))


@pytest.mark.parametrize("text", ["Νικολαΐδης", "Ώρα", "Παπάς"])
@pytest.mark.parametrize("line_at", [TOP - 6, TOP - 1, TOP])
def test_no_letter_is_written_above_the_block(qapp: QApplication, text: str, line_at: float) -> None:
    assert first_inked_row(text, TOP - 6, None) < TOP, "without the edge it would be"
    assert first_inked_row(text, line_at, TOP) >= TOP


def test_with_room_above_words_keep_their_line(qapp: QApplication) -> None:
    assert first_inked_row("Νικολαΐδης", TOP + 8, TOP) == first_inked_row("Νικολαΐδης", TOP + 8, None)
