"""What stands in a Qt Linguist ``.ts`` file, read as XML: each message with its translation's forms."""

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NamedTuple


class Message(NamedTuple):
    """One message; ``forms`` are its translation's: two where it counts, else one. Unfinished: none."""

    context: str
    source: str
    comment: str
    counts: bool
    forms: tuple[str, ...]


def messages(path: Path) -> list[Message]:
    """Every message of the file, in its order."""
    return [
        Message(
            context.findtext("name") or "",
            message.findtext("source") or "",
            message.findtext("comment") or "",
            message.get("numerus") == "yes",
            _forms(message.find("translation")),
        )
        for context in ET.parse(path).getroot().iter("context")  # noqa: S314 - our own file
        for message in context.iter("message")
    ]


def finished_texts(path: Path) -> dict[tuple[str, str], str]:
    """The finished translations by (context, source); the forms of one that counts on a line each."""
    return {
        (message.context, message.source): "\n".join(message.forms)
        for message in messages(path)
        if message.forms
    }


def _forms(translation: ET.Element | None) -> tuple[str, ...]:
    if translation is None or translation.get("type") is not None:
        return ()
    counted = [form.text or "" for form in translation.iter("numerusform")]
    forms = counted or [translation.text or ""]
    return tuple(forms) if all(forms) else ()
