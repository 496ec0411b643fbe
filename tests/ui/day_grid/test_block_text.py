"""What a block says in more and in less room."""

import pytest
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from medic_desk.ui.day_grid.block_text import (
    BlockLine,
    BlockWords,
    Faces,
    Room,
    block_lines,
    line_height,
    lowered,
    metrics_of,
    usual_baseline,
)
from medic_desk.ui.theme import Mode, Text, Theme

WORDS = BlockWords("09:00", "Παπαδόπουλος Γεώργιος", "Έλεγχος")


@pytest.fixture
def faces(qapp: QApplication) -> Faces:
    theme = Theme(Mode.LIGHT, 1.0)
    small = theme.font(Text.SECONDARY)
    return Faces(theme.font(medium=True), theme.font(tabular=True), small)


def width_of(faces: Faces, *texts: str) -> int:
    time, *names = texts
    wide = metrics_of(faces.time).horizontalAdvance(time)
    return wide + sum(metrics_of(faces.name).horizontalAdvance(name) for name in names)


def said(lines: list[BlockLine]) -> list[list[str]]:
    return [[text for _, _, _, text, _ in line.words] for line in lines]


def heights(faces: Faces) -> tuple[int, int, int]:
    line, under = line_height(faces.name), line_height(faces.small)
    return line, line + under, 2 * line + under


def test_with_room_time_and_name_share_the_line_with_the_icon(faces: Faces) -> None:
    _, two, _ = heights(faces)
    lines = block_lines(WORDS, faces, Room(width_of(faces, "09:00 ", WORDS.title) + 22, two, 20))
    assert said(lines) == [["09:00", "Παπαδόπουλος Γεώργιος"], ["Έλεγχος"]]
    assert [line.has_icon for line in lines] == [True, False]


def test_the_icon_gives_way_to_the_name_first(faces: Faces) -> None:
    _, two, _ = heights(faces)
    wide = width_of(faces, "09:00 ", "Παπαδόπουλος Γεώργιος") + 2
    lines = block_lines(WORDS, faces, Room(wide, two, 20))
    assert said(lines) == [["09:00", "Παπαδόπουλος Γεώργιος"], ["Έλεγχος"]]
    assert [line.has_icon for line in lines] == [False, True]


def test_three_lines_give_the_name_one_to_itself(faces: Faces) -> None:
    _, _, three = heights(faces)
    lines = block_lines(WORDS, faces, Room(width_of(faces, "", "Παπαδόπουλος Γεώργιος"), three, 20))
    assert said(lines) == [["09:00"], ["Παπαδόπουλος Γεώργιος"], ["Έλεγχος"]]
    assert [line.has_icon for line in lines] == [True, False, False]


def test_two_lines_keep_the_family_name_whole(faces: Faces) -> None:
    _, two, _ = heights(faces)
    beside = width_of(faces, "09:00 ", "Παπαδόπουλος …") + 2
    assert said(block_lines(WORDS, faces, Room(beside, two, 20)))[0] == ["09:00", WORDS.title]
    assert said(block_lines(WORDS, faces, Room(beside - 20, two, 20))) == [[WORDS.title], ["09:00 Έλεγχος"]]


def test_a_single_line_gives_up_the_time_last_of_all_the_name(faces: Faces) -> None:
    line, _, _ = heights(faces)
    wide = width_of(faces, "09:00 ", WORDS.title) + 22
    assert said(block_lines(WORDS, faces, Room(wide, line, 20))) == [["09:00", WORDS.title]]
    (only,) = block_lines(WORDS, faces, Room(width_of(faces, "09:00 ", "Παπαδόπουλος"), line, 20))
    assert said([only]) == [[WORDS.title]]
    assert only.has_icon


@pytest.mark.parametrize("height", range(8, 120, 3))
@pytest.mark.parametrize("width", [10, 60, 110, 160, 240, 500])
def test_no_line_leaves_the_block_and_none_covers_the_icon(faces: Faces, width: int, height: int) -> None:
    room = Room(width, height, 20)
    lines = block_lines(WORDS, faces, room)
    assert sum(line.has_icon for line in lines) == 1
    if height >= line_height(faces.name):
        assert lines[-1].y + lines[-1].height <= height
    for line in lines:
        for _, _, x, _, wide in line.words:
            assert x + wide <= width - (room.icon if line.has_icon else 0)


@pytest.mark.parametrize("text", ["Νικολαΐδου Μ…", "ΝΙΚΟΛΑΪΔΟΥ", "Müller", "ÜBER", "Xenia", "09:00"])
def test_no_mark_of_a_letter_stands_above_its_line(qapp: QApplication, text: str) -> None:
    """In each font that the machine has, in all sizes of a block: else the block's edge cuts it off."""
    for family in {*QFontDatabase.families()} & {"Inter", "Noto Sans", "DejaVu Sans", qapp.font().family()}:
        for pixels in range(9, 29):
            font = QFont(family)
            font.setPointSizeF(pixels * 72 / 96)
            ink = metrics_of(font).tightBoundingRect(text)
            top = usual_baseline(font) + lowered(font, text) + ink.top()
            bottom = line_height(font) - top - ink.height()
            assert top >= 0 or abs(top - bottom) <= 0.01, (family, pixels)
            if usual_baseline(font) + ink.top() >= 0:
                assert lowered(font, text) == 0
