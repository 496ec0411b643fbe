"""In each window of hours no two fields or buttons answer to one letter, in English and in Greek."""

import re
import unicodedata
from collections import defaultdict

import pytest

from medic_desk.bundle import resources_directory
from tests.ui.words.translation_file import finished_texts

WINDOWS = {
    "rule editor": {"RuleEditor", "RuleButtons", "RuleForm", "BreaksTable"},
    "exceptions": {"ExceptionsWindow", "ExceptionForm", "DaySpan"},
    "time off": {"TimeOffWindow", "RequestPanel"},
    "asking": {"TimeOffForm", "DaySpan"},
    "two versions": {"VersionsDialog"},
}
ONE_BUTTON = ({"Switch &off", "Switch &on"},)
"""Texts that one button shows in turn."""


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("language", ["en", "el"])
def test_a_letter_means_one_thing(window: str, language: str) -> None:
    letters: dict[str, set[str]] = defaultdict(set)
    for (context, source), greek in finished_texts(
        resources_directory() / "i18n" / "medic_desk_el.ts"
    ).items():
        if context in WINDOWS[window] and "&" in source:
            letters[letter(source if language == "en" else greek)].add(source)
    assert letters
    assert {key: texts for key, texts in letters.items() if len(texts) > 1 and texts not in ONE_BUTTON} == {}


def letter(text: str) -> str:
    """The letter that Alt goes with, without its accent, small."""
    found = re.search(r"&(\w)", text)
    assert found is not None, text
    plain = unicodedata.normalize("NFD", found[1])[0]
    return plain.casefold()
