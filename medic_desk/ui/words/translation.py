"""The window's language: reads a Qt Linguist ``.ts`` file at start and answers ``tr()`` from it.

PySide6 brings no Greek for Qt's own strings, so they are in a file of ours beside the program's. Reading the
source file spares a build step and a binary in the repository; it takes a few milliseconds.
"""

import xml.etree.ElementTree as ET
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator

_FILES = ("medic_desk_{language}.ts", "qt_{language}.ts")


class TsTranslator(QTranslator):
    """Translations by context and source text; a text it does not know stays as it is."""

    def __init__(self, paths: list[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts: dict[tuple[str, str], str] = {}
        for path in paths:
            self._texts.update(finished_texts(path))

    def translate(
        self, context: str, source_text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The translation of a source text; None leaves the source."""
        del disambiguation, n
        return self._texts.get((_text(context), _text(source_text)))

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Whether there is nothing to translate with; Qt does not install such a one."""
        return not self._texts


def finished_texts(path: Path) -> dict[tuple[str, str], str]:
    """The finished translations of a ``.ts`` file by (context, source text)."""
    found: dict[tuple[str, str], str] = {}
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.text and translation.get("type") is None:
                found[name, message.findtext("source") or ""] = translation.text
    return found


def install_language(language: str, folder: Path) -> QTranslator | None:
    """Let the application speak ``language`` ("en" or "el"); ``folder`` holds the ``.ts`` files.

    Returns the translator, which the caller keeps and removes; None for English, the source language.
    """
    greek = language == "el"
    territory = QLocale.Country.Greece if greek else QLocale.Country.UnitedKingdom
    QLocale.setDefault(QLocale(QLocale.Language.Greek if greek else QLocale.Language.English, territory))
    paths = [path for name in _FILES if (path := folder / name.format(language=language)).is_file()]
    if not greek or not paths:
        return None
    translator = TsTranslator(paths)
    QCoreApplication.installTranslator(translator)
    return translator


def _text(value: str | bytes | None) -> str:
    """Qt hands some callers' texts over as bytes."""
    return value.decode() if isinstance(value, bytes) else value or ""
