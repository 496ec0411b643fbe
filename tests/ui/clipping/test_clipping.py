"""No text is clipped: every window and panel in three fonts, two languages and two scales."""

import json
import secrets
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from medic_desk.model.demo import SEED, load_demo
from tests.database import TestServer
from tests.ui.clipping.painted_text import faults_of, painted_texts

ROOT = Path(__file__).resolve().parents[3]
FAMILIES = ("Inter", "Noto Sans", "DejaVu Sans")
SCALES = ((1, (1600, 1000)), (2, (2560, 1440)))
"""Each scale of the smallest screen, 1280 x 800, and a larger size to measure the main window at too."""
FEWEST_TEXTS = 3000
FEWEST_FIELDS = 30


@pytest.fixture(scope="module")
def demo_url(test_server: TestServer) -> Iterator[str]:
    """A demo clinic, read by every walk and written by none."""
    name = f"demo_{secrets.token_hex(4)}"
    url = test_server.create(name)
    with psycopg.connect(url) as connection:
        load_demo(connection, SEED, date.today())  # noqa: DTZ011 - the windows show the days around today
    yield url
    test_server.drop(name)


@pytest.mark.parametrize(("scale", "larger"), SCALES)
@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize("family", FAMILIES)
def test_no_text_is_clipped(
    qapp: QApplication, demo_url: str, family: str, language: str, scale: int, larger: tuple[int, int]
) -> None:
    if family not in QFontDatabase.families():
        pytest.skip(f"this machine has no {family}")
    sizes = ("--scale", str(scale), "--larger", *map(str, larger))
    found = walked(demo_url, family, "--language", language, *sizes)
    texts = sum(found["texts"].values())
    print(f"{texts} texts in {len(found['texts'])} windows and states")
    assert found["faults"] == []
    assert texts > FEWEST_TEXTS


def test_what_is_pasted_anywhere_can_be_stored(qapp: QApplication, demo_url: str) -> None:
    """Every field of every window: nothing that no database holds ever stands in it."""
    families = QFontDatabase.families()
    found = walked(demo_url, next((one for one in FAMILIES if one in families), families[0]), "--paste")
    print("\n".join(found["fields"]))
    assert found["faults"] == []
    assert len(found["fields"]) > FEWEST_FIELDS


def walked(url: str, family: str, *arguments: str) -> dict[str, Any]:
    """What a walk through all windows found."""
    command = [sys.executable, "-m", "tests.ui.clipping.walk", url, "--family", family, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    # An exception in a slot ends no program: it is only told of.
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


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
