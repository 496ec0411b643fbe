"""The search key: all sensible spellings of a name are one, and program and database agree on it."""

import random
import unicodedata
from typing import Literal

import pytest
from sqlalchemy import Connection, text

from medic_desk.model.patients.name_fold import fold, fold_typed, phone_digits

SPELLINGS = [
    line.split()
    for line in """
    Παπαδόπουλος ΠΑΠΑΔΟΠΟΥΛΟΣ παπαδοπουλος papadopoulos Papadopulos papadopoylos
    Χρήστος christos xristos hristos khristos
    Γιάννης giannis yiannis yannis gianis Giannhs-
    Γιώργος giorgos yiorgos yorgos
    Παναγιώτης panagiotis panayiotis panayotis panagiwtis
    Ευάγγελος evangelos evaggelos euaggelos eyaggelos evagelos
    Παύλος pavlos paulos paylos pablos
    Σταύρος stavros stauros stayros
    Ευθύμιος efthimios euthymios evthimios eythymios ef8imios
    Αλέξανδρος alexandros aleksandros ale3andros Alexándros
    Θανάσης thanasis 8anasis 9anasis thanasys
    Μπάμπης mpampis babis bampis
    Λάμπρος lampros labros lambros
    Κωνσταντίνος konstantinos constantinos kwnstantinos konstadinos
    Αγγελική aggeliki angeliki agkeliki
    Γκίκας gkikas gikas
    Φίλιππος filippos philippos filipos
    Ψαρράς psarras psaras 4arras
    Μιχαήλ michail mixail mihail michael
    Αικατερίνη aikaterini ekaterini
    Σάββας savvas sabbas savas
    Βασίλης vasilis basilis vassilis
    Κυριάκος kyriakos kiriakos kuriakos
    Ουρανία ourania urania oyrania
    Ζωή zoi zwi
    Αντώνης antonis andonis adonis
    Σοφία sofia sophia
    Ηλίας ilias HLIAS-
    Ξένια xenia ksenia 3enia
    Ιωάννης ioannis iwannis
    Νεφέλη nefeli nepheli
    Άγχιαλος agchialos anchialos anhialos
    Γεώργιος georgios gewrgios
    Στέφανος stefanos stephanos
    Δημήτρης dimitris dhimitris dimitrhs-
    Μαΐου maiou
    """.strip().splitlines()
]
"""One name a line; a trailing hyphen marks what the key does not join (h written for eta)."""

NAMES = [name for line in SPELLINGS for name in line if not name.endswith("-")]


@pytest.mark.parametrize("spellings", SPELLINGS, ids=lambda line: line[0])
def test_every_sensible_spelling_has_one_key(spellings: list[str]) -> None:
    keys = {fold(name) for name in spellings if not name.endswith("-")}
    assert len(keys) == 1


def test_different_names_keep_different_keys() -> None:
    names = [line[0] for line in SPELLINGS]
    assert len({fold(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Παπαδόπουλος Γιάννης", "papadopilos ianis"),
        ("Παπαδάκη-Ζερβού", "papadaki zervi"),
        ("  D'Angelo\t Müller ", "d agelo miler"),
        ("Ὀδυσσεύς", "odisevs"),
        ("Hoxha Çelik Łukasz Weiß", "xoxa kelik likasz is"),
        ("Иванов", ""),
        ("", ""),
    ],
)
def test_keys(written: str, key: str) -> None:
    assert fold(written) == key


@pytest.mark.parametrize("name", NAMES)
def test_what_is_typed_so_far_finds_the_name(name: str) -> None:
    for typed in range(1, len(name) + 1):
        key = fold_typed(name[:typed])
        assert fold(name).startswith(key)
        assert len(key) >= typed // 2 - 2, f"{name[:typed]} finds too much: {key}"


def test_finished_words_count_whole() -> None:
    assert fold_typed("μαρία παπαδ") == "maria papad"
    assert fold_typed("papadopou ") == fold("papadopou")
    assert fold_typed("") == ""


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_program_and_database_fold_alike(connection: Connection, form: Literal["NFC", "NFD"]) -> None:
    letters = (
        "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰΆΈΗΙΟΥΩΓΧ abcdefghijklmnopqrstuvwxyzACGHKX0123456789-'éüçßøłæЖ漢"
    )
    dice = random.Random(20270301)  # noqa: S311
    texts = NAMES + ["".join(dice.choices(letters, k=dice.randint(1, 24))) for _ in range(3000)]
    # Words of the few letters whose neighbours matter are where a rule could go astray.
    texts += ["".join(dice.choices("aeiouyghkxntdmpbfcs8w ", k=dice.randint(2, 10))) for _ in range(6000)]
    texts = [unicodedata.normalize(form, one) for one in texts]
    rows = connection.execute(
        text("SELECT name, medic_fold(name) FROM unnest(CAST(:names AS text[])) AS name"),
        {"names": texts},
    )
    wrong = [(name, key, fold(name)) for name, key in rows if key != fold(name)]
    assert wrong == []


PHONES = [
    "+30 210 1234567",
    "0030-2101234567",
    "2101234567",
    "(210) 123 4567",
    "+49 30 123456",
    "30",
    "",
    None,
]


def test_program_and_database_read_digits_alike(connection: Connection) -> None:
    for phone in PHONES:
        (digits,) = connection.execute(text("SELECT medic_phone_digits(:phone)"), {"phone": phone}).one()
        assert digits == phone_digits(phone)


def test_a_greek_number_is_the_same_with_and_without_its_country() -> None:
    assert {phone_digits(phone) for phone in PHONES[:4]} == {"2101234567"}
    assert phone_digits("+49 30 123456") == "4930123456"
