"""What a block says in more and in less room."""

from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from medic_desk.ui.day_grid.block_text import BlockLine, BlockWords, Faces, Form, Room, block_lines, form_of
from medic_desk.ui.day_grid.block_words import block_words, shared_surnames, state_of
from medic_desk.ui.day_grid.grid_picture import Block
from medic_desk.ui.day_grid.measures import line_height, lowered, metrics_of, usual_baseline
from medic_desk.ui.theme import Mode, Text, Theme
from tests.ui.calendar.week_pictures import ATHENS, autumn_week

WORDS = BlockWords("09:00", "Παπαδόπουλος", "Γεώργιος", "Έλεγχος", state="waiting 12'", remark="210 555 0142")
TEN, QUARTER, TWENTY, HALF, HOUR = 16, 25, 34, 53, 107
"""Heights of blocks of so many minutes at scale 1, with two pixels between them."""

BESIDE = 12
"""What of a block's width is left and right of its words."""


def faces_of(scale: float, family: str = "") -> Faces:
    theme = Theme(Mode.LIGHT, scale, family=family)
    return Faces(theme.name_font(), theme.time_font(), theme.font(Text.SECONDARY))


@pytest.fixture
def faces(qapp: QApplication) -> Faces:
    return faces_of(1.0)


def room(width: float, height: float, form: Form = "medium", *, icon: float = 0, first: bool = True) -> Room:
    return Room(width, height, icon, form, first)


def wide(faces: Faces, time: str, name: str) -> int:
    return metrics_of(faces.time).horizontalAdvance(time) + metrics_of(faces.name).horizontalAdvance(name)


def said(lines: list[BlockLine]) -> list[list[str]]:
    return [[word.text for word in line.words] for line in lines]


# What the table says


def test_a_wide_block_has_the_whole_name_and_what_there_is_below_it(faces: Faces) -> None:
    whole = wide(faces, "09:00 ", "Παπαδόπουλος Γεώργιος") + 20
    assert said(block_lines(WORDS, faces, room(whole, TEN, "wide"))) == [["09:00", "Παπαδόπουλος Γεώργιος"]]
    name = ["09:00", "Παπαδόπουλος Γεώργιος"]
    below = ["Έλεγχος · ", "waiting 12'"]
    assert said(block_lines(WORDS, faces, room(whole, TWENTY, "wide"))) == [name, below]
    assert said(block_lines(WORDS, faces, room(whole, HALF, "wide"))) == [name, below, ["210 555 0142"]]
    lines = block_lines(WORDS, faces, room(whole, HOUR, "wide", icon=16))
    assert [line.has_icon for line in lines] == [True, False, False]
    name_at = lines[0].words[1].x
    assert all(line.words[0].x == name_at for line in lines[1:]), "what is below stands under the name"


def test_a_block_of_a_day_has_the_initial_and_its_state(faces: Faces) -> None:
    short = wide(faces, "09:00 ", "Παπαδόπουλος Γ.") + 1
    assert said(block_lines(WORDS, faces, room(short, TEN))) == [["09:00", "Παπαδόπουλος Γ."]]
    assert said(block_lines(WORDS, faces, room(short, QUARTER))) == [["09:00", "Παπαδόπουλος Γ."]]
    two = [["09:00", "Έλεγχος"], ["Παπαδόπουλος Γ."]]
    assert said(block_lines(WORDS, faces, room(short, TWENTY))) == two
    assert said(block_lines(WORDS, faces, room(short, HALF))) == [*two, ["waiting 12'"]]
    assert said(block_lines(WORDS, faces, room(short, HOUR))) == [*two, ["waiting 12'"], ["210 555 0142"]]


def test_a_narrow_block_has_the_surname_and_its_time_where_there_are_lines(faces: Faces) -> None:
    words = replace_words(state="")
    name = metrics_of(faces.name).horizontalAdvance("Παπαδόπουλος") + 1
    assert said(block_lines(words, faces, room(name, QUARTER, "narrow"))) == [["Παπαδόπουλος"]]
    assert said(block_lines(words, faces, room(name, TWENTY, "narrow"))) == [["09:00"], ["Παπαδόπουλος"]]
    assert said(block_lines(words, faces, room(name, HOUR, "narrow"))) == [
        ["09:00"],
        ["Παπαδόπουλος"],
        ["Έλεγχος"],
    ]


def test_a_low_narrow_block_tells_the_time_only_where_it_is_the_first(faces: Faces) -> None:
    words = BlockWords("09:00", "Ρήγα")
    both = wide(faces, "09:00 ", "Ρήγα") + 1
    assert said(block_lines(words, faces, room(both, TEN, "narrow"))) == [["09:00", "Ρήγα"]]
    assert said(block_lines(words, faces, room(both, TEN, "narrow", first=False))) == [["Ρήγα"]]


def test_beside_one_of_the_same_start_the_name_goes_before_the_time(faces: Faces) -> None:
    words = BlockWords("09:00", "Παπαδόπουλος")
    both = wide(faces, "09:00 ", "Παπαδόπουλος") + 1
    assert said(block_lines(words, faces, room(both, TEN, first=False))) == [["09:00", "Παπαδόπουλος"]]
    assert said(block_lines(words, faces, room(both - 2, TEN, first=False))) == [["Παπαδόπουλος"]]
    (line,) = block_lines(words, faces, room(both - 2, TEN))
    assert line.words[0].text == "09:00"


def replace_words(**changes: object) -> BlockWords:
    return WORDS._replace(**changes)  # type: ignore[arg-type]


# What gives way


def test_initial_icon_and_the_end_of_the_surname_give_way_in_this_order(faces: Faces) -> None:
    def single(name: str, extra: int) -> tuple[list[str], bool]:
        (line,) = block_lines(WORDS, faces, room(wide(faces, "09:00 ", name) + extra, TEN, icon=16))
        return [word.text for word in line.words], line.has_icon

    assert single("Παπαδόπουλος Γ.", 16) == (["09:00", "Παπαδόπουλος Γ."], True)
    assert single("Παπαδόπουλος Γ.", 15)[0] == ["09:00", "Παπαδόπουλος"]
    assert single("Παπαδόπουλος", 16) == (["09:00", "Παπαδόπουλος"], True)
    assert single("Παπαδόπουλος", 15) == (["09:00", "Παπαδόπουλος"], False)
    words, has_icon = single("Παπαδόπουλος", -1)
    assert (words[0], words[1][-1], has_icon) == ("09:00", "…", False)


def test_two_of_one_surname_keep_the_initial(faces: Faces) -> None:
    words = replace_words(keeps_initial=True)
    width = wide(faces, "09:00 ", "Παπαδόπουλος")
    (line,) = block_lines(words, faces, room(width, TEN, icon=16))
    assert line.words[1].text.endswith("… Γ.")
    assert not line.has_icon
    _, name = block_lines(words, faces, room(width - 40, TWENTY))
    assert name.words[0].text.endswith("… Γ.")


def test_the_initial_has_a_line_where_the_surname_would_be_cut_for_it(faces: Faces) -> None:
    words = replace_words(keeps_initial=True, last_name="Καραγιάννη", first_name="Μαρία", state="")
    part = metrics_of(faces.name).horizontalAdvance("γιάννη") + 2
    lines = said(block_lines(words, faces, room(part, HOUR, "narrow")))
    names = ["".join(line) for line in lines if "Έλ" not in line[0] and "9" not in line[0]]
    assert "".join(names).replace("-", "") == "ΚαραγιάννηΜ.", "nothing of the surname is cut"


def test_an_initial_never_costs_the_whole_name(faces: Faces) -> None:
    words = replace_words(keeps_initial=True)
    least = wide(faces, "09:00 ", "Πα…")
    for width in range(least, wide(faces, "09:00 ", "Παπαδόπουλος Γ.")):
        (line,) = block_lines(words, faces, room(width, TEN))
        assert line.words[1].text.startswith("Π"), width


def test_the_minutes_of_who_waits_stand_at_the_end_of_a_single_line(faces: Faces) -> None:
    words = replace_words(minutes="12'", ends_with_minutes=True)
    width = wide(faces, "09:00 ", "Παπαδόπουλος") + metrics_of(faces.small).horizontalAdvance(" 12'")
    (line,) = block_lines(words, faces, room(width, TEN, icon=16))
    assert [word.text for word in line.words] == ["09:00", "Παπαδόπουλος", "12'"]
    assert not line.has_icon
    assert line.words[2].x + line.words[2].width == width


def test_a_narrow_tall_block_breaks_the_surname_at_a_syllable(faces: Faces) -> None:
    width = metrics_of(faces.name).horizontalAdvance("Παπαδό-") + 1
    lines = block_lines(replace_words(state=""), faces, room(width, HOUR, "narrow"))
    assert said(lines)[:3] == [["09:00"], ["Παπαδό-"], ["πουλος"]]


def test_a_whole_name_is_not_broken(faces: Faces) -> None:
    width = metrics_of(faces.name).horizontalAdvance("Παπαδόπουλος") + 1
    lines = block_lines(WORDS, faces, room(width, HOUR))
    assert ["Παπαδόπουλος"] in said(lines)


# Whole letters


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("family", ["Inter", "Noto Sans", "DejaVu Sans"])
def test_ten_minutes_hold_time_and_surname_whole(qapp: QApplication, family: str, scale: float) -> None:
    """At 1.82 pixels a minute, in one of eight columns whose usual appointment is one line high."""
    if family not in QFontDatabase.families():
        pytest.skip(f"this machine has no {family}")
    faces = faces_of(scale, family)
    height = int(10 * 1.82 * scale) - 2
    width = 150 * scale - BESIDE - 4
    for name in ("Σκουλάς", "Μυλωνά", "Νικολαΐδου"):
        (line,) = block_lines(BlockWords("12:15", name, "Άννα"), faces, room(width, height))
        assert line.words[0].text == "12:15"
        assert line.words[1].text.startswith(name)
        assert line.y >= 0
        assert line.y + line.height <= height


@pytest.mark.parametrize("height", range(4, 120, 3))
@pytest.mark.parametrize("width", [10, 40, 60, 110, 160, 240, 500])
def test_no_word_leaves_its_block(faces: Faces, width: int, height: int) -> None:
    form = form_of(width + BESIDE, 1.0)
    for words in (WORDS, replace_words(state="", minutes="9'", ends_with_minutes=True, keeps_initial=True)):
        lines = block_lines(words, faces, room(width, height, form, icon=16))
        assert sum(line.has_icon for line in lines) <= 1
        for line in lines:
            assert line.y >= 0
            assert line.y + line.height <= height
            for word in line.words:
                stop = width - (16 if line.has_icon else 0)
                ends = word.x + metrics_of(word.font).horizontalAdvance(word.text)
                assert ends <= stop or word.text == "…", word.text
                ink = metrics_of(word.font).tightBoundingRect(word.text).height()
                assert ink <= height, "half letters"


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


# The night when the clock goes back


def test_a_doubled_hour_tells_its_reading_in_every_block(faces: Faces) -> None:
    marked = [block_words(block, ATHENS) for block in autumn_week().blocks if block.id in ("first", "second")]
    assert [words.mark for words in marked] == ["(1st)", "(2nd)"]
    for words, width, height in product(marked, range(8, 200, 3), range(5, 120, 4)):
        lines = block_lines(words, faces, Room(width, height, 16, form_of(width + BESIDE, 1.0)))
        texts = [text for line in said(lines) for text in line]
        stamp = next((text for text in texts if words.mark in text or text == words.reading), "")
        assert stamp, (width, height, texts)
        assert "…" not in stamp


def test_other_hours_have_no_mark() -> None:
    words = block_words(next(one for one in autumn_week().blocks if one.id == "midnight"), ATHENS)
    assert (words.mark, words.reading, words.stamp) == ("", "", "23:00")


# Words and states


def test_form_follows_the_width_and_the_scale() -> None:
    assert [form_of(width, 1.0) for width in (83, 84, 175, 176)] == ["narrow", "medium", "medium", "wide"]
    assert [form_of(width, 1.5) for width in (125, 126, 263, 264)] == ["narrow", "medium", "medium", "wide"]


def test_minutes_are_told_with_the_state() -> None:
    block = Block(id="a", starts_at=0, ends_at=10, last_name="Ρήγα", first_name="Άννα", service="Εξέταση")
    waiting = block_words(replace(block, status="arrived", minutes=12), ATHENS)
    assert (waiting.state, waiting.minutes, waiting.ends_with_minutes) == ("waiting 12'", "12'", True)
    inside = block_words(replace(block, status="in_room", minutes=104), ATHENS)
    assert (inside.state, inside.minutes, inside.ends_with_minutes) == ("in room 1 h", "1 h", False)
    late = replace(block, is_late=True, minutes=2)
    assert (state_of(late), block_words(late, ATHENS).state) == ("late", "late 2'")
    assert block_words(replace(block, status="pending"), ATHENS).state == "to confirm"
    assert block_words(block, ATHENS).state == ""


def test_a_hold_names_its_desk() -> None:
    hold = Block(id="h", starts_at=0, ends_at=10, kind="hold", status="held", desk_name="Desk 2")
    words = block_words(hold, ATHENS)
    assert (state_of(hold), words.last_name, words.service) == ("held", "Desk 2", "held")
    assert state_of(replace(hold, is_own=True)) == "own"


def test_shorter_words_stand_where_those_of_a_hold_have_no_room(faces: Faces) -> None:
    hold = Block(id="h", starts_at=0, ends_at=10, kind="hold", status="held", is_own=True)
    words = block_words(hold, ATHENS)._replace(last_name="Κρατημένο εδώ", short="Εδώ")
    least = metrics_of(faces.name).horizontalAdvance("Εδώ")
    for height, width in product((TEN, QUARTER, HALF), range(least, 200)):
        lines = block_lines(words, faces, room(width, height, form_of(width + BESIDE, 1.0)))
        spoken = " ".join(word.text for line in lines for word in line.words if word.tone == "name")
        assert spoken in ("Κρατημένο εδώ", "Εδώ"), (height, width)
    narrow = metrics_of(faces.name).horizontalAdvance("Κρατημένο")
    assert ["Κρατημένο"] in said(block_lines(words, faces, room(narrow, HALF, "narrow"))), "between words"


def test_of_a_hold_only_what_no_desk_names_has_shorter_words() -> None:
    hold = Block(id="h", starts_at=0, ends_at=10, kind="hold", status="held", desk_name="Desk 2")
    assert block_words(hold, ATHENS).short == ""
    assert block_words(replace(hold, desk_name=""), ATHENS).short == "Other"
    assert block_words(replace(hold, is_own=True), ATHENS).short == "Here"
    assert block_words(replace(hold, kind="appointment", status="confirmed"), ATHENS).short == ""


def test_where_the_state_has_no_room_its_minutes_are_whole(faces: Faces) -> None:
    words = replace_words(state="αναμονή εδώ και 12'", minutes="12'")
    width = metrics_of(faces.small).horizontalAdvance(words.state)
    for form in ("narrow", "medium"):
        assert ["12'"] in said(block_lines(words, faces, room(width - 1, HOUR, form)))
        assert [words.state] in said(block_lines(words, faces, room(width, HOUR, form)))


def test_an_initial_is_kept_where_it_tells_two_patients_apart() -> None:
    def block(title: str, **parts: str) -> Block:
        return Block(id=title, starts_at=0, ends_at=10, title=title, **parts)  # type: ignore[arg-type]

    blocks = [block("Ρήγα Άννα"), block("Ρήγα Εύη"), block("Κοντού Μαρία"), block("Κοντού Μυρτώ")]
    blocks.append(block("Ντε Λα Ρος Ζωή", last_name="Ντε Λα Ρος", first_name="Ζωή"))
    assert shared_surnames(blocks) == {"Ρήγα"}
