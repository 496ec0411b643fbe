"""Greek is whole: every source string of the program has a finished translation, Qt's own strings too."""

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit
from pytestqt.qtbot import QtBot

from medic_desk.ui.words.formats import duration, long_day, moment, price
from medic_desk.ui.words.translation import TsTranslator, finished_texts, install_language
from tests.model.small_clinic import ZONE, SmallClinic

ROOT = Path(__file__).resolve().parents[3]
I18N = ROOT / "resources" / "i18n"
GREEK = I18N / "medic_desk_el.ts"

HOW_TO = (
    "pyside6-lupdate -locations none -no-obsolete -source-language en_GB -target-language el_GR "
    "medic_desk/app.py medic_desk/ui/*.py -ts resources/i18n/medic_desk_el.ts, then write the Greek"
)


@pytest.fixture
def greek(qapp: QApplication) -> Iterator[None]:
    was = QLocale()
    translator = install_language("el", I18N)
    yield
    assert translator is not None
    qapp.removeTranslator(translator)
    QLocale.setDefault(was)


def updated(folder: Path) -> Path:
    """The translation file as Qt's own tool would update it from the sources of today."""
    tool = Path(PySide6.__file__).parent / ("lupdate.exe" if sys.platform == "win32" else "lupdate")
    copy = Path(shutil.copy(GREEK, folder))
    sources = [str(path) for path in sorted((ROOT / "medic_desk" / "ui").rglob("*.py"))]
    command = [str(tool), "-silent", "-no-obsolete", str(ROOT / "medic_desk" / "app.py"), *sources]
    subprocess.run([*command, "-ts", str(copy)], check=True, capture_output=True)
    return copy


def texts(path: Path) -> set[tuple[str, str]]:
    return {
        (context.findtext("name") or "", message.findtext("source") or "")
        for context in ET.parse(path).getroot().iter("context")  # noqa: S314 - our own file
        for message in context.iter("message")
    }


def test_every_source_string_has_a_finished_greek_text(tmp_path: Path) -> None:
    wanted = texts(updated(tmp_path))
    assert len(wanted) > 300
    finished = set(finished_texts(GREEK))
    assert sorted(wanted - finished) == [], HOW_TO
    assert sorted(finished - wanted) == [], f"no longer in the program: {HOW_TO}"


def test_no_placeholder_is_lost_and_nothing_is_left_in_english() -> None:
    for (context, source), greek in finished_texts(GREEK).items():
        there, here = re.findall(r"\{\w+\}", source), re.findall(r"\{\w+\}", greek)
        assert sorted(there) == sorted(here), (context, source, greek)
        words = re.sub(r"\{\w+\}|Ctrl|Enter|Esc|Page up|Page down|medic-desk", "", source)
        if re.search(r"[a-z]{3}", words):
            assert re.search("[α-ωά-ώ]", greek), (context, source, greek)


@pytest.mark.usefixtures("greek")
def test_qt_speaks_greek_too(qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Close)
    field = QLineEdit()
    qtbot.addWidget(box)
    qtbot.addWidget(field)
    assert {button.text() for button in box.buttons()} == {"Άκυρο", "Κλείσιμο"}
    menu = field.createStandardContextMenu()
    named = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    menu.deleteLater()
    assert named == [
        "Α&ναίρεση", "&Επανάληψη", "Απο&κοπή", "Αντι&γραφή", "Ε&πικόλληση", "Διαγραφή", "Επιλογή όλων",
    ]  # fmt: skip


@pytest.mark.usefixtures("greek")
def test_dates_times_and_prices_as_a_greek_clinic_writes_them(small: SmallClinic) -> None:
    assert duration(75) == "1 ώρ. 15 λ."
    assert price(3550, "EUR") == "35,50\u00a0€"
    assert price(7000, "EUR") == "70\u00a0€"
    assert moment(small.at(14, 5), ZONE).endswith("στις 14:05")
    assert re.fullmatch(r"\w+ \d\d/\d\d/\d{4}", long_day(small.day))


def test_an_unknown_text_stays_as_it_is() -> None:
    translator = TsTranslator([GREEK])
    assert translator.translate("Menus", "&Quit") == "Έ&ξοδος"
    assert translator.translate("Menus", "never seen") is None
    assert not translator.isEmpty()
    assert TsTranslator([]).isEmpty()
