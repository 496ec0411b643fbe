"""Program and database make the same keys, for any writer, and find by them without reading every patient."""

import random
import unicodedata
from typing import Literal

import psycopg
import pytest
from sqlalchemy import Connection, text

from medic_desk.model.patients.letters import letters, number_key
from medic_desk.model.patients.phones import phone_key, typed_phone
from medic_desk.model.patients.sounds import (
    greek_of_latin,
    greek_sound,
    latin_of_cyrillic,
    latin_of_greek,
    slavic_sound,
    sound,
)
from medic_desk.model.patients.typed import PARTICLES, TITLES
from tests.model.patients.invented_patients import patients

_ALPHABET = (
    "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰΆΈΗΙΟΥΩΓΧἈᾶ abcdefghijklmnopqrstuvwxyzACGHKX0123456789-'’()./"
    "éüöäåÅøØßłæœđÞ"
    "абвгдежзиклмнопрстуфхцчшщъыьэюяёйіїєґђћЖЩЁЇ محمدأةىکی́ لויםקמ王小欧阳김ñçışİ"
)


def _texts(form: Literal["NFC", "NFD"]) -> list[str]:
    dice = random.Random(20261126)  # noqa: S311
    texts = ["".join(dice.choices(_ALPHABET, k=dice.randint(1, 16))) for _ in range(3000)]
    # Words of the few letters whose neighbours matter are where a rule could go astray.
    texts += ["".join(dice.choices("αειουηγκξχφψ ", k=dice.randint(2, 8))) for _ in range(1500)]
    texts += ["".join(dice.choices("tshczkdjxpygouae", k=dice.randint(2, 8))) for _ in range(1500)]
    texts += [f"{one['last_name']} {one['first_name']}" for one in patients(1500)]
    return [unicodedata.normalize(form, one) for one in texts]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_program_and_database_make_the_same_keys(connection: Connection, form: Literal["NFC", "NFD"]) -> None:
    texts = _texts(form)
    rows = connection.execute(
        text(
            "SELECT name, medic_letters(name, false) AS plain, medic_letters(name, true) AS spelled,"
            " medic_number_key(name) AS number, medic_sound(medic_letters(name, false)) AS sound"
            " FROM unnest(CAST(:names AS text[])) AS name"
        ),
        {"names": texts},
    ).all()
    wrong = [
        (row, ours)
        for row in rows
        if tuple(row[1:])
        != (
            ours := (
                letters(row.name),
                letters(row.name, is_spelled_out=True),
                number_key(row.name),
                sound(letters(row.name)),
            )
        )
    ]
    assert wrong == []


def test_program_and_database_read_letters_alike(connection: Connection) -> None:
    folded = [letters(one) for one in _texts("NFC")]
    rows = connection.execute(
        text(
            "SELECT word, medic_greek_sound(word) AS a, medic_greek_of_latin(word) AS b,"
            " medic_latin_of_greek(word) AS c, medic_slavic_sound(word) AS d,"
            " medic_latin_of_cyrillic(word) AS e FROM unnest(CAST(:words AS text[])) AS word"
        ),
        {"words": folded},
    ).all()
    ours = (greek_sound, greek_of_latin, latin_of_greek, slavic_sound, latin_of_cyrillic)
    assert [row for row in rows if tuple(row[1:]) != tuple(one(row.word) for one in ours)] == []


PHONES = [
    "+30 210 1234567",
    "0030-2101234567",
    "2101234567",
    "(210) 123 4567",
    "+49 30 123456",
    "+44 (0)7700 900250",
    "00447700900250",
    "٦٩٢ ۰۰۰ ٢٥٠١",
    "30",
    "",
    None,
]


def test_program_and_database_read_phones_alike(connection: Connection) -> None:
    for phone in PHONES:
        (digits,) = connection.execute(text("SELECT medic_phone_key(:phone)"), {"phone": phone}).one()
        assert digits == phone_key(phone)


def test_a_phone_is_one_however_it_is_written() -> None:
    assert {phone_key(phone) for phone in PHONES[:4]} == {"2101234567"}
    assert {phone_key(phone) for phone in PHONES[5:7]} == {"447700900250"}
    assert {typed_phone(phone or "").digits for phone in PHONES[:4]} == {"2101234567"}
    assert {typed_phone(phone or "").digits for phone in PHONES[5:7]} == {"447700900250"}


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("+", ""),
        ("+3", "3"),
        ("+30", ""),
        ("+30 69", "69"),
        ("0030692", "692"),
        ("+4477", "4477"),
        ("69 2", "692"),
    ],
)
def test_a_phone_that_is_being_typed(typed: str, digits: str) -> None:
    assert typed_phone(typed).digits == digits


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("697 123 4567", ["6971234567"]),
        ("6971234567, 2101234567", ["6971234567", "69712345672101234567", "2101234567"]),
        ("6971234567 2101234567", ["6971234567", "69712345672101234567", "2101234567"]),
        ("+30 697-1234567 - 0030 210-1234567", ["6971234567", "2101234567"]),
        ("6971234567 (κόρη 2)", ["6971234567", "69712345672"]),
        ("210 1234567 εσωτ. 12", ["2101234567", "210123456712"]),
        ("+44 7700 900250", ["447700900250"]),
        (None, []),
        ("—", []),
    ],
)
def test_each_number_of_a_field_is_a_key(
    connection: Connection, written: str | None, numbers: list[str]
) -> None:
    (keys,) = connection.execute(text("SELECT medic_phone_keys(:phone)"), {"phone": written}).one()
    assert {f"P{number}" for number in numbers} <= {key for key in keys if key is not None}
    assert numbers or not [key for key in keys if key is not None]


def test_program_and_database_know_the_same_titles_and_particles(connection: Connection) -> None:
    words = sorted(TITLES | PARTICLES)
    rows = connection.execute(
        text(
            "SELECT word, medic_is_title(word), medic_is_particle(word)"
            " FROM unnest(CAST(:words AS text[])) AS word"
        ),
        {"words": words},
    ).all()
    assert {row[0] for row in rows if row[1]} == TITLES
    assert {row[0] for row in rows if row[2]} == PARTICLES


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ΠAΠAΔOΠOYΛOΣ", "παπαδοπουλοσ"),
        ("K\N{GREEK SMALL LETTER OMICRON}walska", "kowalska"),
        ("Kow\N{CYRILLIC SMALL LETTER A}lska", "kowalska"),
        ("Шeвчeнко", "шевченко"),
        ("MAPIA", "mapia"),
    ],
)
def test_a_letter_of_another_alphabet_that_slipped_in(written: str, folded: str) -> None:
    assert letters(written) == folded


@pytest.mark.parametrize(
    "setting", ["standard_conforming_strings = off", "search_path = ''", "backslash_quote = off"]
)
def test_a_writer_with_settings_of_its_own_makes_the_same_keys(database_url: str, setting: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as plain:
        written = (
            "INSERT INTO public.patients (last_name, first_name, phone) VALUES ('Müller Παππάς', 'Ü', '1')"
        )
        plain.execute(written)
    with psycopg.connect(database_url, autocommit=True) as plain:
        plain.execute(f"SET {setting}")
        plain.execute(written)
        assert plain.execute(
            "SELECT count(*), count(DISTINCT (search_keys, sound_fold, sort_fold, phone_keys))"
            " FROM public.patients"
        ).fetchone() == (2, 1)


def test_any_writers_row_has_the_keys_and_they_follow(connection: Connection) -> None:
    def keys() -> tuple[str, str, str, str]:
        row = connection.execute(
            text("SELECT sound_fold, sort_fold, phone_keys, search_keys::text FROM patients")
        ).one()
        return tuple(row)

    connection.execute(
        text(
            "INSERT INTO patients (last_name, first_name, phone, file_number)"
            " VALUES ('Χατζής', 'Εύα', '+30 2101234567', 'Α-12')"
        )
    )
    fold, sort, phones, found = keys()
    assert (fold, sort, phones) == ("hatzis eva", "0χατζησ\tευα", "2101234567 ")
    assert found == ("'Achatzis' 'Aχατζησ' 'Beva' 'Bευα' 'Na12' 'P2101234567' 'ahatzis' 'beva'")
    connection.execute(text("UPDATE patients SET last_name = 'Ψαρρά', mobile_phone = '6971234567'"))
    fold, sort, phones, found = keys()
    assert (fold, sort, phones) == ("psara eva", "0ψαρρα\tευα", "2101234567 6971234567")
    assert "'apsara'" in found
    assert "'P6971234567'" in found


def test_a_name_of_any_length_is_taken(connection: Connection) -> None:
    connection.execute(
        text("INSERT INTO patients (last_name, first_name) VALUES (:name, :name)"), {"name": "Ξυ-" * 5000}
    )
    connection.execute(text("SET LOCAL statement_timeout = '20s'"))
    million = "SELECT repeat('δρ ξυ ντε ', 100000), repeat('王 ', 100000), repeat('6971234567, ', 100000)"
    connection.execute(text(f"INSERT INTO patients (last_name, first_name, phone) {million}"))


@pytest.mark.parametrize(
    ("condition", "index"),
    [
        ("sound_fold LIKE '%papadop%'", "patients_sound_fold_idx"),
        ("phone_keys LIKE '%1234567%'", "patients_phone_keys_idx"),
        ("search_keys @@ '''Aπαπαδ'':*'::tsquery", "patients_search_keys_idx"),
        ("merged_into_id IS NULL AND sort_fold >= '0π' AND sort_fold < '0ρ'", "patients_sort_fold_idx"),
    ],
)
def test_the_search_can_use_the_index(connection: Connection, condition: str, index: str) -> None:
    connection.execute(text("SET LOCAL enable_seqscan = off"))
    plan = connection.exec_driver_sql(f"EXPLAIN SELECT id FROM patients WHERE {condition}".replace("%", "%%"))
    assert index in "\n".join(plan.scalars())
