"""Words as they are typed: capitals, marks, greeklish, mixed alphabets, quotes, phones."""

import pytest

from medic_desk.model.one_line.greek_cases import forms, stem
from medic_desk.model.one_line.lexicon import Phrases, WordMap
from medic_desk.model.one_line.numerals import number_at
from medic_desk.model.one_line.specialties import person_names
from medic_desk.model.one_line.spelling import begins, keys, plain, spells
from medic_desk.model.one_line.words import Form, split_line


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("savvato", "Σάββατο"),
        ("sabato", "Σάββατο"),
        ("deftera", "Δευτέρα"),
        ("deytera", "Δευτέρα"),
        ("deutera", "Δευτέρα"),
        ("trith", "Τρίτη"),
        ("triti", "Τρίτη"),
        ("kyriakh", "Κυριακή"),
        ("kiriaki", "Κυριακή"),
        ("shmera", "σήμερα"),
        ("ayrio", "αύριο"),
        ("avrio", "αύριο"),
        ("aurio", "αύριο"),
        ("twra", "τώρα"),
        ("pa8ologikh", "παθολογική"),
        ("pathologiki", "παθολογική"),
        ("xrono", "χρόνο"),
        ("chrono", "χρόνο"),
        ("papadopulou", "Παπαδοπούλου"),
        ("karagiannhs", "Καραγιάννης"),
        ("karayannis", "Καραγιάννης"),
        ("4aras", "Ψαράς"),
        ("kseni", "Ξένη"),
        ("mpalas", "Μπάλας"),
        ("balas", "Μπάλας"),
        ("ntina", "Ντίνα"),
        ("dina", "Ντίνα"),
    ],
)
def test_greeklish_spells_a_greek_word(typed: str, word: str) -> None:
    assert spells(plain(typed), plain(word))


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("Τρίτου", "Τρίτη"),
        ("savvas", "Σάββατο"),
        ("kyriakou", "Κυριακή"),
        ("monitor", "Monday"),
        ("tritaki", "Τρίτη"),
        ("toras", "τώρα"),
        ("", "τώρα"),
        ("αυριανός", "αύριο"),
    ],
)
def test_what_only_sounds_or_begins_alike_is_another_word(typed: str, word: str) -> None:
    assert not spells(plain(typed), plain(word))


def test_marks_capitals_and_hyphens_make_no_difference() -> None:
    assert plain("ΠΑΠΑ-ΝΙΚΟΛΆΟΥ") == plain("παπανικολαου")
    assert plain("Μάϊος") == plain("ΜΑΙΟΣ")
    assert plain("O’Brien") == plain("O'BRIEN")


def test_a_word_of_two_alphabets_is_read_in_each() -> None:
    assert plain("αύριο") in keys("Aύριo")
    assert "ecg" in keys("еcg".replace("е", "ε"))


def test_a_beginning_is_not_the_whole() -> None:
    assert begins("παπαδ", "παπαδοπουλου")
    assert begins("papad", "παπαδοπουλου")
    assert not begins("παπαδοπουλου", "παπαδοπουλου")
    assert not begins("papadopoulou", "παπαδοπουλου")
    assert not begins("παπαδοπουλοσ", "παπαδοπουλου")


def test_names_in_their_cases() -> None:
    assert {"ραπτησ", "ραπτη"} <= set(forms("Ράπτης"))
    assert {"γαλανοσ", "γαλανο", "γαλανου"} <= set(forms("Γαλανός"))
    assert forms("Παπαδοπούλου") == ("παπαδοπουλου",)
    assert {"μακρησ", "μακρη"} <= set(forms("Μακρής"))
    assert stem("υπερηχοσ") == stem("υπερηχο") == stem("υπερηχου")


def test_who_a_specialty_calls() -> None:
    assert {"καρδιολογοσ", "καρδιολογο", "cardiologist"} <= set(person_names("Καρδιολογία"))
    assert {"παιδιατροσ", "παιδιατρο", "pediatrician"} <= set(person_names("Παιδιατρική"))
    assert {"ορθοπαιδικοσ", "ορθοπαιδικο", "ορθοπεδικός"} <= set(person_names("Ορθοπαιδική"))
    assert {"φυσικοθεραπευτησ", "φυσικοθεραπευτρια"} <= set(person_names("Φυσικοθεραπεία"))


def test_phrases_take_as_many_words_as_they_can() -> None:
    phrases = Phrases([("τηλεφωνική συμβουλή", 1), ("τηλεφωνική συμβουλή γονέα", 2), ("walk-in", 3)])
    typed = [word.keys for word in split_line("thlefonikh symvouli γονεα αύριο")]
    assert phrases.longest(typed) == (3, (2,))
    for walk_in in ("walk in", "walk-in", "WALKIN"):
        length, values = phrases.longest([word.keys for word in split_line(walk_in)])
        assert (length, values) == (len(walk_in.split()), (3,))


def test_a_map_finds_the_greek_word_that_a_latin_one_spells() -> None:
    words = WordMap([("Τρίτη", 2), ("tuesday", 2)])
    assert words.get(("trith",)) == words.get(("τριτη",)) == words.get(("tuesday",)) == 2
    assert words.get(("τριτοσ",)) is None


@pytest.mark.parametrize(
    ("text", "count"), [("είκοσι πέντε", 25), ("twenty", 20), ("δέκα", 10), ("12", 12), ("δεκατέσσερις", 14)]
)
def test_numbers_in_words(text: str, count: int) -> None:
    said = number_at(split_line(text), 0)
    assert said is not None
    assert said == (count, len(text.split()))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Λιάπη, ΗΚΓ.", [("Λιάπη", Form.WORD), ("ΗΚΓ", Form.WORD)]),
        ("5μ.μ. 15λ", [("5", Form.NUMBER), ("μ.μ.", Form.WORD), ("15", Form.NUMBER), ("λ", Form.WORD)]),
        ("O'Brien 20'", [("O'Brien", Form.WORD), ("20", Form.NUMBER), ("'", Form.WORD)]),
        ("«α β» γ", [("«α β»", Form.QUOTE), ("γ", Form.WORD)]),
        ('α "β γ', [("α", Form.WORD), ('"β γ', Form.QUOTE)]),
        ("3/12 10:30", [("3/12", Form.NUMBER), ("10:30", Form.NUMBER)]),
        ("2026-12-03 10", [("2026-12-03", Form.NUMBER), ("10", Form.NUMBER)]),
        ("26.11.2026 10", [("26.11.2026", Form.NUMBER), ("10", Form.NUMBER)]),
        ("692 111 2233 10", [("692 111 2233", Form.PHONE), ("10", Form.NUMBER)]),
        ("692 111 2233 10:30", [("692 111 2233", Form.PHONE), ("10:30", Form.NUMBER)]),
        ("+30 210 0012399", [("+30 210 0012399", Form.PHONE)]),
        ("30 6921112233", [("30", Form.NUMBER), ("6921112233", Form.PHONE)]),
        ("a@b.gr 🏥", [("a@b.gr", Form.EMAIL), ("🏥", Form.SIGNS)]),
        ("8xronwn 8eodoridis", [("8", Form.NUMBER), ("xronwn", Form.WORD), ("8eodoridis", Form.WORD)]),
    ],
)
def test_a_line_is_taken_apart(text: str, parts: list[tuple[str, Form]]) -> None:
    assert [(word.text, word.form) for word in split_line(text)] == parts
