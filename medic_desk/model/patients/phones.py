"""Phone numbers as they are typed and as the database keeps them for finding."""

import re
from dataclasses import dataclass

_HOME = "GR"
_HOME_CODE = 30
_ABROAD = re.compile(r"\s*\(?\s*(\+|00)")
_HOME_TYPED = re.compile(r"^(00|\+)30")
_FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


@dataclass(frozen=True, slots=True)
class TypedPhone:
    """The figures of a phone or of a part of one, without the Greek code, with any other country's.

    ``is_beginning`` where a country's code was typed: the figures begin the number then, and lie nowhere
    inside it.
    """

    digits: str
    is_beginning: bool


def phone_key(text: str | None) -> str:
    """The figures of a written phone; the database does the same for every row (``medic_phone_key``)."""
    figures = (text or "").translate(_FIGURES).replace("(0)", "")
    digits = re.sub("^00", "", re.sub("[^0-9]", "", figures))
    return re.sub("^30(?=[0-9]{10}$)", "", digits)


def typed_phone(text: str) -> TypedPhone:
    """The phone that is being typed, however it is written: +30 and 0030 count for nothing."""
    if _ABROAD.match(text) is None:
        return TypedPhone(phone_key(text), is_beginning=False)
    # Slow to import, for hundreds of patterns; few patients have a number of another country.
    import phonenumbers  # noqa: PLC0415 - see above

    try:
        number = phonenumbers.parse(text, _HOME)
    except phonenumbers.NumberParseException:
        # Too short to be a number yet.
        return TypedPhone(_begun(text), is_beginning=True)
    national = phonenumbers.national_significant_number(number)
    if number.country_code == _HOME_CODE:
        return TypedPhone(national, is_beginning=True)
    return TypedPhone(f"{number.country_code}{national}", is_beginning=True)


def _begun(text: str) -> str:
    figures = re.sub(r"[^0-9+]", "", text)
    figures = _HOME_TYPED.sub("", figures)
    return re.sub(r"^(00|\+)", "", figures)
