"""Letters without their marks: what stays of a word when accents, diaeresis and breathings are off.

For comparing and sorting in the program. The keys by which patients are found have rules of their own, which
the server shares (``model/patients/letters.py``).
"""

import unicodedata


def unmarked(text: str) -> str:
    """``text`` with every letter in its plain form; the case of the letters stays."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
