"""No text is clipped, no Alt letter means two things: every window in three fonts and both languages."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.database import TestServer
from tests.ui.clipping.demo_clinic import shared_demo
from tests.ui.clipping.painted_text import faults_of, painted_texts
from tests.ui.clipping.walkers import Walker, Walkers
from tests.ui.letters import letter_faults, texts_in

FAMILIES = ("Inter", "Noto Sans", "DejaVu Sans")
SCALES = ((1, (1600, 1000)), (2, (2560, 1440)))
"""Each scale of the smallest screen, 1280 x 800, and a larger size to measure the main window at too."""
FEWEST_TEXTS = 3000
FEWEST_FIELDS = 30


@pytest.fixture(scope="module")
def walkers(
    test_server: TestServer, testrun_uid: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walkers]:
    """The programs that walk through the windows, over the demo clinic."""
    with (
        shared_demo(test_server, testrun_uid) as url,
        Walkers(url, tmp_path_factory.mktemp("walkers")) as walkers,
    ):
        yield walkers


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize(("scale", "larger"), SCALES)
def test_no_text_is_clipped(
    qapp: QApplication, walkers: Walkers, family: str, language: str, scale: int, larger: tuple[int, int]
) -> None:
    if family not in QFontDatabase.families():
        pytest.skip(f"this machine has no {family}")
    found = walkers.at(scale).walk(family=family, language=language, larger=larger)
    texts = sum(found["texts"].values())
    print(f"{texts} texts in {len(found['texts'])} windows and states")
    assert found["faults"] == []
    assert texts > FEWEST_TEXTS


def test_what_is_pasted_anywhere_can_be_stored(qapp: QApplication, walkers: Walkers) -> None:
    """Every field of every window: nothing that no database holds ever stands in it."""
    families = QFontDatabase.families()
    family = next((one for one in FAMILIES if one in families), families[0])
    found = walkers.at(1).walk(family=family, pastes=True)
    print("\n".join(found["fields"]))
    assert found["faults"] == []
    assert len(found["fields"]) > FEWEST_FIELDS


def test_a_walk_fails_with_the_exception_that_its_program_tells_of(tmp_path: Path) -> None:
    program = "import sys\nfor _ in sys.stdin:\n    {}\n    print('{{}}', flush=True)"
    for in_a_walk in ("print('Traceback: told of', file=sys.stderr)", "raise RuntimeError('told of')"):
        walker = Walker([sys.executable, "-c", program.format(in_a_walk)], tmp_path / "told.txt")
        with pytest.raises(AssertionError, match="told of"):
            walker.walk()
        walker.close()


def test_what_is_cut_off_is_found(qtbot: QtBot) -> None:
    label = QLabel("A label that has too little room")
    qtbot.addWidget(label)
    label.show()
    label.adjustSize()
    assert faults_of(label) == (len(painted_texts(label)), [])
    label.resize(label.width() - 20, label.height())
    assert "right by" in faults_of(label)[1][0]
    label.resize(label.sizeHint().width(), label.sizeHint().height() // 2)
    assert "its widget" in faults_of(label)[1][0]


def test_a_button_and_a_title_that_are_too_narrow_are_found(qtbot: QtBot) -> None:
    button = QPushButton("A &button")
    rows = QTreeWidget()
    for widget in (button, rows):
        qtbot.addWidget(widget)
    button.show()
    button.setFixedWidth(button.sizeHint().width() // 2)
    assert faults_of(button)[1]
    rows.setHeaderLabels(["A title with many words", "Another"])
    rows.addTopLevelItem(QTreeWidgetItem(["A cell that is cut", "x"]))
    rows.show()
    whole = max(rows.sizeHintForColumn(0), rows.header().sectionSizeHint(0))
    rows.resize(3 * whole, 200)
    rows.header().resizeSection(0, whole // 2)
    told = faults_of(rows)[1]
    assert any("A title with" in one for one in told)
    assert any("is cut" in one for one in told), "a cell without a tooltip must not end in an ellipsis"
    rows.header().resizeSection(0, whole)
    assert faults_of(rows)[1] == []


def test_a_letter_that_means_two_things_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for text in ("&Ώρα", "Κ&ώδικας", "&Close"):
        column.addWidget(QPushButton(text))
    window.show()
    assert letter_faults(texts_in(window)) == ["Alt+Ω means &Ώρα and Κ&ώδικας"]
