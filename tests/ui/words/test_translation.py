"""Greek is whole: every sentence of the program has a finished translation, Qt's own texts too."""

import importlib.util
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit
from pytestqt.qtbot import QtBot

from medic_desk.ui.words.formats import duration, long_day, moment, price
from medic_desk.ui.words.translation import install_language
from tests.language import compile_languages
from tests.model.small_clinic import ZONE, SmallClinic
from tests.ui.words.translation_file import Message, messages

ROOT = Path(__file__).resolve().parents[3]
I18N = ROOT / "resources" / "i18n"
GREEK, ENGLISH = I18N / "medic_desk_el.ts", I18N / "medic_desk_en.ts"

HOW_TO = "make translations-update, then write what it counts as to be translated"


@pytest.fixture
def greek(qapp: QApplication) -> Iterator[None]:
    was = QLocale()
    translator = install_language("el", I18N)
    yield
    assert translator is not None
    qapp.removeTranslator(translator)
    QLocale.setDefault(was)


@pytest.fixture(scope="module")
def updating() -> ModuleType:
    """The script behind ``make translations-update``, as a module."""
    script = ROOT / "packaging" / "update_translations.py"
    spec = importlib.util.spec_from_file_location("update_translations", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    del sys.modules[spec.name]
    return module


def identified(message: Message) -> tuple[str, str, str, bool]:
    return message[:4]


def test_every_sentence_has_a_finished_text_in_every_form(updating: ModuleType) -> None:
    wanted = updating.sentences_of_the_program()
    assert len(wanted) > 300
    for path, sentences in updating.files_and_sentences(wanted).items():
        finished = {identified(message): message.forms for message in messages(path) if message.forms}
        assert sorted({tuple(one) for one in sentences} - finished.keys()) == [], (path.name, HOW_TO)
        assert sorted(finished.keys() - {tuple(one) for one in sentences}) == [], f"gone; {HOW_TO}"
        for (*_, counts), forms in finished.items():
            assert len(forms) == (updating.FORMS if counts else 1), forms


def test_no_placeholder_is_lost_and_nothing_is_left_in_english() -> None:
    for message in messages(GREEK):
        for greek in message.forms:
            there, here = placeholders(message.source), placeholders(greek)
            assert there == here, message
            words = re.sub(r"\{\w+\}|\(s\)|Ctrl|Enter|Esc|Page up|Page down|medic-desk", "", message.source)
            if re.search(r"[a-z]{3}", words):
                assert re.search("[α-ωά-ώ]", greek), message
    for message in messages(ENGLISH):
        assert message.counts, message
        one, many = message.forms
        # The one may be said without its number ("every minute"), the many never.
        assert placeholders(many) == placeholders(message.source), message
        assert set(placeholders(one)) | {"%n"} == set(placeholders(many)), message


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w+\}|%n", text))


def test_an_update_of_what_is_up_to_date_changes_no_byte(updating: ModuleType) -> None:
    wanted = updating.sentences_of_the_program()
    for path, sentences in updating.files_and_sentences(wanted).items():
        text = path.read_text(encoding="utf-8")
        assert updating.updated(text, sentences) == text, f"{path.name}: {HOW_TO}"


def test_an_update_adds_and_removes_and_moves_nothing(updating: ModuleType) -> None:
    code = (
        "class Menus:\n"
        "    def say(self, count):\n"
        "        self.tr('&Quit')\n"
        "        self.tr('%n <row(s)>', n=count)\n"
        '        f\'{translate("Other", "Inside & out")}\'\n'
    )
    wanted = updating.sentences_in(code, "menus.py")
    assert [tuple(sentence) for sentence in wanted] == [
        ("Menus", "&Quit", "", False),
        ("Menus", "%n <row(s)>", "", True),
        ("Other", "Inside & out", "", False),
    ]
    old = (
        "<TS>\n<context>\n    <name>Menus</name>\n"
        "    <message>\n        <source>Gone</source>\n        <translation>x</translation>\n    </message>\n"
        "    <message>\n        <source>&amp;Quit</source>\n        <translation>Έ&amp;ξοδος</translation>\n"
        "    </message>\n</context>\n</TS>\n"
    )
    new = updating.updated(old, wanted)
    assert updating.updated(new, wanted) == new
    assert new == (
        "<TS>\n<context>\n    <name>Menus</name>\n"
        "    <message>\n        <source>&amp;Quit</source>\n        <translation>Έ&amp;ξοδος</translation>\n"
        '    </message>\n    <message numerus="yes">\n        <source>%n &lt;row(s)&gt;</source>\n'
        '        <translation type="unfinished">\n            <numerusform></numerusform>\n'
        "            <numerusform></numerusform>\n        </translation>\n    </message>\n</context>\n"
        "<context>\n    <name>Other</name>\n    <message>\n        <source>Inside &amp; out</source>\n"
        '        <translation type="unfinished"></translation>\n    </message>\n</context>\n</TS>\n'
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("class A:\n    def f(self, text):\n        self.tr(text)", "a.py:3: a sentence is a literal"),
        ("class A:\n    def f(self, n):\n        self.tr(f'{n} rows')", "a.py:3: a sentence is a literal"),
        ("class A:\n    def f(self):\n        self.tr('%n rows')", "a.py:3: %n and the number"),
        ("translate('Hours', 'rows', n=3)", "a.py:1: %n and the number"),
        ("def f(window): window.tr('Rows')", "a.py:1: tr() outside a class"),
    ],
)
def test_what_cannot_be_translated_is_named(updating: ModuleType, code: str, said: str) -> None:
    with pytest.raises(updating.NotALiteral, match=re.escape(said)):
        updating.sentences_in(code, "a.py")


@pytest.mark.usefixtures("greek")
def test_greek_counts_in_its_own_forms() -> None:
    text = "Appointments begin every %n minute(s) here, not at this one."
    one, many = (QCoreApplication.translate("Reasons", text, n=number) for number in (1, 15))
    assert one == "Τα ραντεβού εδώ αρχίζουν κάθε 1 λεπτό, όχι σε αυτό."
    assert many == "Τα ραντεβού εδώ αρχίζουν κάθε 15 λεπτά, όχι σε αυτό."


def test_english_counts_too(qapp: QApplication) -> None:
    text = "Appointments begin every %n minute(s) here, not at this one."
    one, many = (QCoreApplication.translate("Reasons", text, n=number) for number in (1, 15))
    assert one == "Appointments begin every minute here, not at this one."
    assert many == "Appointments begin every 15 minutes here, not at this one."


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


@pytest.mark.usefixtures("greek")
def test_an_unknown_text_stays_as_it_is() -> None:
    assert QCoreApplication.translate("Menus", "&Quit") == "Έ&ξοδος"
    assert QCoreApplication.translate("Menus", "never seen") == "never seen"


def test_a_missing_language_is_logged_and_the_source_speaks(
    qapp: QApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    was = QLocale()
    assert install_language("el", tmp_path) is None
    QLocale.setDefault(was)
    assert "make translations" in caplog.text
    assert QCoreApplication.translate("Menus", "&Quit") == "&Quit"


def test_an_edited_language_is_compiled_before_a_test_sees_it(tmp_path: Path) -> None:
    for source in (GREEK, I18N / "qt_el.ts"):
        (tmp_path / source.name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    assert [path.name for path in compile_languages(tmp_path)] == ["el.qm"]
    assert compile_languages(tmp_path) == []
    compiled = tmp_path / "el.qm"
    os.utime(compiled, (1_000, 1_000))
    assert compile_languages(tmp_path) == [compiled]
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".qm", ".ts", ".ts"]


def test_a_language_that_cannot_be_compiled_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "medic_desk_el.ts").write_text("<TS> this is no translation", encoding="utf-8")
    with pytest.raises(pytest.UsageError, match="make translations"):
        compile_languages(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["medic_desk_el.ts"]
