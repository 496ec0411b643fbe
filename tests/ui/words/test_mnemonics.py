"""In each dialog no two fields or buttons answer to one letter, in whatever state, in both languages."""

import re
import unicodedata
from collections import defaultdict

import pytest

from medic_desk.bundle import resources_directory
from tests.ui.words.translation_file import finished_texts

GREEK = resources_directory() / "i18n" / "medic_desk_el.ts"
NEW_PATIENT = {"PatientSearch", "NewPatientForm"}
WINDOWS = {
    "opening": {"Opening"},
    "rule editor": {"RuleEditor", "RuleButtons", "RuleForm", "BreaksTable"},
    "copy to days": {"DayChoice"},
    "exceptions": {"ExceptionsWindow", "ExceptionForm", "DaySpan"},
    "time off": {"TimeOffWindow", "RequestPanel"},
    "asking": {"TimeOffForm", "DaySpan"},
    "two versions": {"VersionsDialog"},
    "move": {"MoveDialog", "ActDialog", "StartChoice"},
    "cancel": {"CancelDialog", "ActDialog"},
    "change service": {"ServiceDialog", "ActDialog"},
    "overbook": {"OverbookDialog", "ActDialog"} | NEW_PATIENT,
    "record": {"RecordDialog", "ActDialog"} | NEW_PATIENT,
    "runs late": {"LateDialog", "ActDialog"},
    "ill today": {"IllTodayDialog"},
    "patient card": {"PatientWindow", "CardPane", "SamePersonList"},
    "merge": {"PatientWindow", "MergePane"},
    "duplicates": {"DuplicatesWindow"},
}
IN_TURN = (
    {"Switch &off", "Switch &on"},
    {"&Move", "&Move to {moment}"},
    {"The &doctor cannot come", "The &doctor is not available"},
    {"It was booked by &mistake", "It was asked for by &mistake"},
    {"&Overbook {moment}", "&Overbook {moment} for a new patient (Ctrl+Enter)"},
    {"Re&cord", "Re&cord {moment}", "Re&cord a new patient (Ctrl+Enter)"},
    {"On &time again", "Runs &late"},
    {"&Book again…", "&Book…"},
    # The button gives way to the form.
    {"New &patient…", "New &patient “{text}”…", "&Phone"},
    {"New &patient…", "New &patient “{text}”…", "&Last name"},
)
"""Texts of which never two are shown at once."""


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("language", ["en", "el"])
def test_a_letter_means_one_thing(window: str, language: str) -> None:
    letters: dict[str, set[str]] = defaultdict(set)
    for (context, source), greek in finished_texts(GREEK).items():
        if context in WINDOWS[window] and "&" in source:
            letters[letter(source if language == "en" else greek)].add(source)
    assert letters
    doubles = [texts for texts in letters.values() if len(texts) > 1]
    assert [texts for texts in doubles if not any(texts <= turn for turn in IN_TURN)] == []


def test_no_greek_letter_that_is_pressed_has_an_accent() -> None:
    """To Qt it is another letter, and no key alone makes it."""
    texts = [text for text in finished_texts(GREEK).values() if "&" in text]
    assert len(texts) > 150
    pressed = {text: found[1] for text in texts if (found := re.search(r"&(\w)", text))}
    assert [text for text, one in pressed.items() if len(unicodedata.normalize("NFD", one)) > 1] == []


def letter(text: str) -> str:
    """The letter that Alt goes with, without its accent, small."""
    found = re.search(r"&(\w)", text)
    assert found is not None, text
    plain = unicodedata.normalize("NFD", found[1])[0]
    return plain.casefold()
