"""Laws of reading that hold for any line: it never fails, drops nothing, and asks no more than letters do."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from medic_desk.engine.clinic_time import clock
from medic_desk.model.one_line.reading import Kind, Reading, Stretch, Subject
from tests.model.one_line.test_lines import GIVEN, OWN
from tests.model.one_line.world import NOW, PATIENTS, ZONE, read, reader

WORDS = sorted({word for line in GIVEN + OWN for word in str(line["line"]).split()})
ODD = [
    "«",
    "»",
    '"',
    "”",
    "'",
    "10:75",
    "0",
    "99",
    "+30",
    "σημ.",
    "στον",
    "δρ.",
    "ή",
    "την",
    "και",
    "με",
    "3,5",
    "½",
]
some_words = st.lists(st.sampled_from([*WORDS, *ODD]), max_size=9).map(" ".join)
signs = st.text(alphabet="αβΆΈςΣ ΐaZéß10:./-'\"«»“”+@ \t🏥مшΏ̈", max_size=40)
glued = st.tuples(
    st.sampled_from(["", "-", "/", ", "]), st.lists(st.sampled_from([*WORDS, *ODD]), max_size=6)
)
any_line = st.one_of(
    some_words, glued.map(lambda drawn: drawn[0].join(drawn[1])), signs, st.text(max_size=60)
)
moments = st.integers(min_value=NOW - 60 * 24 * 400, max_value=NOW + 60 * 24 * 800)


def shape(reading: Reading) -> list[tuple[object, ...]]:
    """What a reading says, without places and letters."""
    return [
        (
            token.subject,
            ""
            if isinstance(token.value, str) and token.subject not in {Subject.DOCTOR, Subject.SERVICE}
            else token.value,
            token.shown,
            len(token.also),
        )
        for token in reading.tokens
    ]


@settings(max_examples=400)
@given(any_line, moments)
def test_any_line_can_be_read(text: str, now: int) -> None:
    reading = reader().read(text, now, ZONE, PATIENTS)
    assert (reading.kind is Kind.NOTHING) == (not text.strip())
    assert clock(ZONE).wall(now) is not None


@settings(max_examples=400)
@given(any_line)
def test_every_letter_is_in_exactly_one_token(text: str) -> None:
    reading = read(text)
    covered: list[int] = []
    for token in reading.tokens:
        assert text[token.at : token.end] == token.text
        covered += range(token.at, token.end)
    assert len(covered) == len(set(covered)), "two tokens share a letter"
    assert [token.at for token in reading.tokens] == sorted(token.at for token in reading.tokens)
    left = [c for at, c in enumerate(text) if at not in set(covered)]
    assert not any(c.isalnum() for c in left), "a letter is in no token"
    assert not any(unicodedata.category(c).startswith("S") and ord(c) > 127 for c in left if c not in "΄´`¨€")


@settings(max_examples=300)
@given(some_words)
def test_composed_or_not_it_reads_the_same(text: str) -> None:
    composed, apart = (read(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    assert (composed.kind, composed.asks, composed.doubts) == (apart.kind, apart.asks, apart.doubts)
    assert composed.meaning == apart.meaning
    assert shape(composed) == shape(apart)


@settings(max_examples=300)
@given(some_words)
def test_capitals_read_the_same(text: str) -> None:
    small, capital = read(text), read(text.upper())
    assert (small.kind, small.asks, small.doubts) == (capital.kind, capital.asks, capital.doubts)
    assert shape(small) == shape(capital)


@settings(max_examples=300)
@given(some_words)
def test_a_certain_token_has_a_value_and_a_guess_is_not_lost(text: str) -> None:
    reading = read(text)
    for token in reading.tokens:
        assert token.value not in (None, "")
        assert all(other.said for other in token.also)
        assert token.said not in {other.said for other in token.also}
    for subject in (Subject.DATE, Subject.TIME, Subject.SERVICE, Subject.DOCTOR):
        certain = {
            str(token.value) for token in reading.tokens if token.subject is subject and token.is_certain
        }
        assert len(certain) <= 1, "two certain tokens contradict each other"


@settings(max_examples=200)
@given(some_words)
def test_whatever_is_ready_says_all_that_a_booking_needs(text: str) -> None:
    reading = read(text)
    if reading.kind is not Kind.BOOK or not reading.is_ready:
        return
    meaning = reading.meaning
    assert meaning.patient or meaning.phone
    assert meaning.service
    assert meaning.first_free or (meaning.date and not isinstance(meaning.date, Stretch) and meaning.time)


@settings(max_examples=200)
@given(some_words, st.data())
def test_choosing_makes_a_token_certain_and_leaves_the_rest_or_sets_it_aside(
    text: str, data: st.DataObject
) -> None:
    reading = read(text)
    if not reading.guesses:
        return
    token = data.draw(st.sampled_from(reading.guesses))
    other = data.draw(st.sampled_from([None, *range(len(token.also))]))
    chosen = reader().choose(reading, token.at, other, NOW, ZONE)
    said = token.said if other is None else token.also[other].said
    now_there = [each for each in chosen.tokens if each.at == token.at]
    assert now_there[0].is_certain
    assert now_there[0].said == said
    for was, is_now in zip(reading.tokens, chosen.tokens, strict=True):
        assert (was.at, was.text) == (is_now.at, is_now.text)
        set_aside = not was.is_certain and is_now.subject is Subject.FILLER
        assert was.at == token.at or was == is_now or set_aside
