"""A start of the window imports what a start needs: no window that few people open, no tour, no Alembic."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOT_AT_THE_START = (
    "alembic",
    "medic_desk.tour",
    "medic_desk.model.closures.missed",
    "medic_desk.model.demo",
    "medic_desk.model.one_line",
    "medic_desk.model.time_off",
    "medic_desk.ui.appointments.appointment_dialog",
    "medic_desk.ui.booking.dock",
    "medic_desk.ui.exceptions",
    "medic_desk.ui.flow.call_pane",
    "medic_desk.ui.flow.late_dialog",
    "medic_desk.ui.hours",
    "medic_desk.ui.one_line",
    "medic_desk.ui.patients",
    "medic_desk.ui.requests.pane",
    "medic_desk.ui.time_off",
    "medic_desk.ui.why_not",
    "medic_desk.ui.window.help_sheet",
    "medic_desk.ui.worklist.page",
)


@pytest.fixture(scope="module")
def imported() -> list[str]:
    """The modules of a start, in the order in which they began to be imported."""
    program = (
        "import sys; from medic_desk.loading import load_module;"
        " load_module('medic_desk.app'); print(*sys.modules, sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return done.stdout.split()


def test_a_start_imports_what_it_needs(imported: list[str]) -> None:
    assert "medic_desk.ui.window.main_window" in imported
    assert [name for name in imported if name.startswith(NOT_AT_THE_START)] == []


def test_what_needs_no_qt_is_imported_before_it(imported: list[str]) -> None:
    """PySide6 reads the source of every module that comes after it."""
    after = imported[imported.index("PySide6") :]
    libraries = ("psycopg", "sqlalchemy", "medic_desk.model.tables", "medic_desk.engine")
    assert [name for name in after if name.startswith(libraries)] == []
