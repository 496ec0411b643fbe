"""The composition root: an error nobody expected is one sentence, and its words stay out of the log."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from medic_desk.app import Program
from medic_desk.settings import Settings
from medic_desk.ui.window.memory import Memory


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    settings = Settings(database_url="", data_directory=tmp_path, desk_name="Desk 1", language="en")
    made = Program(settings, Memory(tmp_path / "windows.ini"))
    yield made
    assert made.stop()
    made.theme.deleteLater()
    made.deleteLater()


def test_an_unexpected_error_is_a_sentence_and_a_line_without_its_words(
    qtbot: QtBot, program: Program, caplog: pytest.LogCaptureFixture
) -> None:
    def slot_that_breaks() -> None:
        raise LookupError("Παπαδόπουλος Γεώργιος, 6944000001")

    try:
        slot_that_breaks()
    except LookupError as error:
        with caplog.at_level("ERROR", logger="medic_desk"):
            program.on_unexpected(type(error), error, error.__traceback__)
    boxes = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox)]
    assert [box.text() for box in boxes] == ["Something in the program went wrong. What is saved is saved."]
    for box in boxes:
        box.close()
        box.deleteLater()
    assert "LookupError" in caplog.text
    assert "slot_that_breaks" in caplog.text
    assert "Παπαδόπουλος" not in caplog.text


def test_what_a_window_remembers_survives_a_broken_file(tmp_path: Path) -> None:
    path = tmp_path / "windows.ini"
    memory = Memory(path).of_person("someone")
    memory.put("zoom", 1.5)
    memory.put("details", value=True)
    memory.save()
    again = Memory(path).of_person("someone")
    assert again.get("zoom", 1.0) == 1.5
    assert again.get("details", default=False) is True
    assert Memory(path).of_person("other").get("zoom", 1.0) == 1.0
    path.write_text("[person-someone]\nzoom=wide\ndays=@Invalid()\n\x00", encoding="utf-8")
    broken = Memory(path).of_person("someone")
    assert broken.get("zoom", 1.0) == 1.0
    assert broken.get("days", 7) == 7
