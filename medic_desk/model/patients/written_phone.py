"""A phone as it is written: the number, and in parentheses whose it is where it is not the patient's own.

``694 400 0001 (μητέρα)``. It is one text in one column: whoever reads the row reads whose number it is, and
what is searched for are the figures alone.
"""

import re
from dataclasses import dataclass

_WRITTEN = re.compile(r"(?P<number>.*\S)\s*\((?P<owner>[^()]*[^()\d\s][^()]*)\)", re.DOTALL)
"""The last parentheses hold whose it is, unless nothing but figures stands in them."""


@dataclass(frozen=True, slots=True)
class WrittenPhone:
    """A number as it was typed, and whose it is; ``owner`` is empty for the patient's own."""

    number: str
    owner: str = ""

    def __str__(self) -> str:
        """The text that is kept; empty without a number."""
        return f"{self.number} ({self.owner})" if self.number and self.owner else self.number


def take_apart(text: str | None) -> WrittenPhone:
    """The number and its owner of a text that is kept; what is written otherwise is a number as a whole."""
    written = (text or "").strip()
    found = _WRITTEN.fullmatch(written)
    if found is None:
        return WrittenPhone(written)
    return WrittenPhone(found["number"].strip(), found["owner"].strip())


def put_together(number: str, owner: str) -> str:
    """The text that is kept of a number and of whose it is; parentheses of the owner are left out."""
    return str(WrittenPhone(number.strip(), re.sub(r"[()]", "", owner).strip()))
