"""The likely duplicates of the whole clinic: who stands with whom, why, in which order."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import text

from medic_desk.model.patients.card import read_patient_card
from medic_desk.model.patients.duplicate_pairs import TOO_MANY_SHARE, DuplicatePair, read_duplicate_pairs
from medic_desk.model.patients.same_person import read_same_person
from medic_desk.model.store.store import Store
from medic_desk.model.tables import PatientRow
from tests.database import TestServer
from tests.model.patients.filled import fill
from tests.model.small_clinic import add

Reasons = tuple[str | None, bool, bool]

BORN = date(1959, 5, 21)
PHONE = "6920001704"


def patient(
    store: Store, last: str, first: str = "", born: date | None = None, phone: str | None = None
) -> str:
    return store.do(
        add, PatientRow, last_name=last, first_name=first, birth_date=born, mobile_phone=phone, phone=None
    )


def why(pair: DuplicatePair) -> Reasons:
    return pair.name, pair.has_same_birth_date, pair.has_same_phone


def together(pair: DuplicatePair) -> set[str]:
    return {pair.one.id, pair.other.id}


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (("Φλαμπουράρης", "Κωνσταντίνος", BORN, PHONE), ("same", True, True)),
        (("ΦΛΑΜΠΟΥΡΑΡΗΣ", "κωνσταντινος", BORN, None), ("same", True, False)),
        (("Flampouraris", "Konstantinos", BORN, None), ("spelling", True, False)),
        (("Φλαμπουράρης", "Κώστας", BORN, "+30 692 000 1704"), ("short_form", True, True)),
        (("Κωνσταντίνος", "Φλαμπουράρης", BORN, None), ("swapped", True, False)),
        (("Κώστας", "Φλαμπουράρης", None, None), ("swapped", False, False)),
        (("Φλαμπουράρης", "", BORN, None), ("last_name", True, False)),
        (("Φλαμπουράρης", "Κώστας", None, PHONE), ("short_form", False, True)),
        (("Άλλου", "Λήδα", BORN, PHONE), (None, True, True)),
        (("Άλλου", "Λήδα", date(1990, 1, 1), PHONE), (None, False, True)),
        (("Φλαμπουράρης", "Κωνσταντίνος", None, None), ("same", False, False)),
        (("Φλαμπουράρης", "Κωνσταντίνος", date(1990, 1, 1), None), None),
        (("Φλαμπουράρης", "", None, None), None),
        (("Φλαμπουράρης", "Νίκος", BORN, None), None),
        (("Άλλου", "Κωνσταντίνος", BORN, "6920001705"), None),
    ],
    ids=str,
)
def test_two_are_a_pair_for_a_reason(
    store: Store,
    other: tuple[str, str, date | None, str | None],
    reasons: tuple[str | None, bool, bool] | None,
) -> None:
    ids = {patient(store, "Φλαμπουράρης", "Κωνσταντίνος", BORN, PHONE), patient(store, *other)}
    found = store.do(read_duplicate_pairs)
    assert [why(one) for one in found.pairs] == ([reasons] if reasons is not None else [])
    assert all(together(one) == ids for one in found.pairs)
    assert found.total == len(found.pairs)


def test_the_likeliest_stand_first_and_who_was_entered_first_stands_above(store: Store) -> None:
    first = patient(store, "Αντωνίου", "Γεώργιος", BORN, PHONE)
    store.do(lambda session: session.execute(text("UPDATE patients SET inserted_at = '2020-01-01'")))
    phone = patient(store, "Νικολάου", "Σοφία", None, PHONE)
    unknown = patient(store, "Αντωνίου", "Γιώργος")
    both = patient(store, "Γεώργιος", "Antoniou", BORN)
    found = store.do(read_duplicate_pairs)
    assert [(one.one.id, one.other.id) for one in found.pairs if one.one.id == first] == [
        (first, both),
        (first, unknown),
        (first, phone),
    ]
    assert store.do(read_duplicate_pairs, 1).pairs == found.pairs[:1]
    assert store.do(read_duplicate_pairs, 1).total == found.total == 4


def test_who_was_merged_is_in_no_pair(store: Store) -> None:
    kept, merged = (patient(store, "Αντωνίου", "Γεώργιος", BORN, PHONE) for _ in range(2))
    assert [together(one) for one in store.do(read_duplicate_pairs).pairs] == [{kept, merged}]
    lead = text("UPDATE patients SET merged_into_id = CAST(:kept AS uuid) WHERE id = CAST(:merged AS uuid)")
    store.do(lambda session: session.execute(lead, {"kept": kept, "merged": merged}))
    assert store.do(read_duplicate_pairs).pairs == ()


def test_what_too_many_share_makes_no_pairs(store: Store) -> None:
    for number in range(TOO_MANY_SHARE + 1):
        patient(store, "Οικονόμου", "Μαρία", None if number else BORN, "2100000000")
    assert store.do(read_duplicate_pairs).total == 0
    patient(store, "Oikonomou", "Maria", BORN, None)
    assert [why(one) for one in store.do(read_duplicate_pairs).pairs] == [("spelling", True, False)]


@pytest.fixture
def invented(test_server: TestServer, request: pytest.FixtureRequest) -> Iterator[Store]:
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    name = f"duplicates_{worker}"
    url = test_server.create(name)
    fill(url, 700)
    with Store(url, "tests") as store:
        yield store
    test_server.drop(name)


def test_the_list_and_the_cards_agree(invented: Store) -> None:
    found = invented.do(read_duplicate_pairs, limit=100_000)
    pairs = [together(one) for one in found.pairs]
    assert len(pairs) == found.total > 10
    ids = invented.do(lambda session: session.execute(text("SELECT id::text FROM patients")).scalars().all())
    on_cards: list[set[str]] = []
    for one in ids:
        card = invented.do(read_patient_card, one)
        assert card is not None
        for other in invented.do(read_same_person, one, card.fields, 500):
            if {one, other.id} not in on_cards:
                on_cards.append({one, other.id})
    assert sorted(map(sorted, pairs)) == sorted(map(sorted, on_cards))
