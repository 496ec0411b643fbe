"""Phone numbers in the line: Greek ones whole, the rest as guesses (one-line.md, "Numbers alone")."""

import re
from collections.abc import Sequence

from medic_desk.model.one_line.numerals import figure
from medic_desk.model.one_line.piece import Piece
from medic_desk.model.one_line.reading import Subject
from medic_desk.model.one_line.words import Form, Word

_COUNTRY = re.compile(r"(?:00)?30(?=[26][0-9]{9}$)")
_LABELS = frozenset(
    {"τηλ", "τηλεφωνο", "κιν", "κινητο", "tel", "phone", "mobile", "til", "thl", "kin", "kinito"}
)


def read_phone(words: Sequence[Word], index: int) -> Piece | None:
    """A whole number, or five to nine figures that may be the beginning of one."""
    word = words[index]
    if word.key in _LABELS and index + 1 < len(words):
        piece = read_phone(words, index + 1)
        if piece is not None:
            piece.first = index
        return piece
    if word.form is Form.PHONE:
        digits = re.sub("[^0-9]", "", word.text)
        return Piece(index, index + 1, Subject.PHONE, _COUNTRY.sub("", digits))
    if word.form is not Form.NUMBER:
        return None
    foreign = _foreign(words, index)
    if foreign is not None:
        return foreign
    digits, last = _groups(words, index)
    if not 5 <= len(digits) <= 9 or digits[0] not in "26":
        return None
    piece = Piece(index, last, Subject.PHONE, digits, sure=False)
    piece.offer(Subject.FILE_NUMBER, digits)
    return piece


def _groups(words: Sequence[Word], index: int) -> tuple[str, int]:
    """The digits of groups that stand together: three figures and more each, so that no hour is taken."""
    digits = words[index].text if words[index].text.isdigit() else ""
    last = index + 1
    if len(digits) < 3:
        return ("", last)
    while last < len(words) and len(digits) < 9:
        more = words[last]
        if (
            more.form is not Form.NUMBER
            or not more.text.isdigit()
            or len(more.text) < 3
            or figure(more) is None
        ):
            break
        if more.gap.strip(" -.") or _may_be_time(more.text):
            break
        digits += more.text
        last += 1
    return digits, last


def _may_be_time(text: str) -> bool:
    return len(text) == 4 and int(text[:2]) < 24 and int(text[2:]) < 60 and text.endswith(("0", "5"))


def _foreign(words: Sequence[Word], index: int) -> Piece | None:
    """A number with another country's code: + and figures in groups."""
    if not words[index].gap.endswith("+"):
        return None
    last = index
    digits = ""
    while last < len(words) and words[last].form is Form.NUMBER and words[last].text.isdigit():
        if last > index and words[last].gap.strip(" -.()"):
            break
        digits += words[last].text
        last += 1
    if not 8 <= len(digits) <= 15:
        return None
    return Piece(index, last, Subject.PHONE, f"+{digits}", sure=False)
