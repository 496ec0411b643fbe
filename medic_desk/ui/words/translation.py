"""The window's language: installs the sentences that ``make translations`` compiled from the ``.ts`` files.

One ``.qm`` a language holds the program's own sentences and Qt's, of which PySide6 brings no Greek. English
has one too, for the sentences that count: "1 appointment", "2 appointments".
"""

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

_log = logging.getLogger("medic_desk.language")


def install_language(language: str, folder: Path) -> QTranslator | None:
    """Let the application speak ``language`` ("en" or "el"); ``folder`` holds ``el.qm`` and ``en.qm``.

    Returns the translator, which the caller keeps and removes. None where there is no such file: the window
    then speaks the English of its source, and the log says so.
    """
    greek = language == "el"
    territory = QLocale.Country.Greece if greek else QLocale.Country.UnitedKingdom
    QLocale.setDefault(QLocale(QLocale.Language.Greek if greek else QLocale.Language.English, territory))
    translator = QTranslator()
    path = folder / f"{language}.qm"
    if not translator.load(str(path)):
        _log.warning("there is no language in %s; in a checkout, make translations compiles it", path)
        return None
    QCoreApplication.installTranslator(translator)
    return translator
