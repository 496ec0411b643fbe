"""Where names are parted, Greek and Latin."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medic_desk.ui.day_grid.syllables import breaks, head


@pytest.mark.parametrize(
    "parted",
    [
        "Πα|πα|δό|που|λος",
        "Ανα|γνώ|στου",
        "Ντά|φλος",
        "Αν|δρέας",
        "Αγ|γε|λό|που|λος",
        "Κων|στα|ντί|νου",
        "Χα|τζη|κων|στα|ντί|νου",
        "Σα|κελ|λα|ρο|πού|λου",
        "Βα|σι|λείου",
        "Ωραιό|που|λος",
        "Εχθρός",
        "Άν|θρω|πος",
        "Νι|κο|λαΐ|δου",
        "ΠΑ|ΠΑ|ΔΟ|ΠΟΥ|ΛΟΣ",
        "Hoff|mann",
        "Chris|to|pher",
        "Mur|ray",
        "Schmidt",
        "O'Con|nor",
        "Οι|κο|νό|μου-|Λε|μο|νή",
        "Κρα|τη|μέ|νο |εδώ",
        "",
    ],
)
def test_a_name_is_parted_between_syllables(parted: str) -> None:
    word = parted.replace("|", "")
    places = breaks(word)
    edges = (0, *places, len(word))
    assert "|".join(word[a:b] for a, b in pairwise(edges)) == parted


def test_a_hyphen_tells_a_break_once() -> None:
    assert head("Παππά", 3) == "Παπ-"
    assert head("Λεμονή-Ρήγα", 7) == "Λεμονή-"


def test_two_words_are_parted_without_a_hyphen() -> None:
    assert head("Κρατημένο εδώ", 10) == "Κρατημένο"


@given(st.text("αάβγδεηθικλμνξοπρστυωϊΐςabcdefghijklmnoprstuvwyz-' ", max_size=30))
def test_no_part_is_a_single_letter(word: str) -> None:
    edges = (0, *breaks(word), len(word))
    assert list(edges) == sorted(set(edges)) or not word
    for first, after in pairwise(edges):
        part = word[first:after]
        assert len(part) >= 2 or "-" in (part, word[max(0, first - 1) : first]) or part == word
