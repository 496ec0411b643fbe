"""A database with invented patients in it, written as a plain writer would, and who is who in it."""

from dataclasses import dataclass

import psycopg

from medic_desk.model.patients.search import read_found_patients
from medic_desk.model.store.store import Store
from tests.model.patients.asked import LISTED, Question
from tests.model.patients.invented_patients import Invented, patients

_COLUMNS = {
    "first_name": "first_name",
    "last_name": "last_name",
    "birth_date": "birth_date",
    "mobile_phone": "mobile_phone",
    "phone": "home_phone",
    "file_number": "file_number",
    "national_number": "national_number",
    "email": "email",
    # Notes are not searched.
    "notes": "key",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """The patients by their keys, and the keys by the ids that the database gave."""

    people: dict[str, Invented]
    keys: dict[str, str]

    def found(self, store: Store, question: Question) -> list[str]:
        """The keys of whom a question finds, in their order."""
        opened = [
            one for one, key in self.keys.items() if key in question.get("given", {}).get("recently_seen", ())
        ]
        answer = store.do(read_found_patients, question["query"], LISTED, opened)
        return [self.keys[entry.id] for entry in answer.entries]


def fill(url: str, number: int) -> Filled:
    """Write so many patients into an empty database of our schema."""
    people = {str(one["key"]): one for one in patients(number)}
    with psycopg.connect(url) as connection:
        copying = f"COPY patients ({', '.join(_COLUMNS)}) FROM STDIN"
        with connection.cursor().copy(copying) as copy:
            for one in people.values():
                copy.write_row([one[name] for name in _COLUMNS.values()])
        ids = connection.execute("SELECT id::text, notes FROM patients").fetchall()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE patients")
    return Filled(people, dict(ids))
