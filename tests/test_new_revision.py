"""A new migration gets the next number, follows the newest one, and cannot be forgotten half written."""

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest
from alembic.script import ScriptDirectory

from medic_desk.model.store.schema import alembic_config

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def script() -> ModuleType:
    """The script behind ``make revision``, as a module."""
    spec = importlib.util.spec_from_file_location("new_revision", ROOT / "packaging" / "new_revision.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    return shutil.copytree(
        ROOT / "migrations", tmp_path / "100%", ignore=shutil.ignore_patterns("__pycache__")
    )


def test_it_follows_the_newest_and_is_found(script: ModuleType, migrations: Path) -> None:
    before = sorted(path.name for path in (migrations / "versions").glob("*.py"))
    number = len(before) + 1
    made = script.new_revision("rooms have a  phone.", migrations)
    assert made == migrations / "versions" / f"{number:04d}_rooms_have_a_phone.py"
    text = made.read_text(encoding="utf-8")
    assert text.startswith('"""Rooms have a phone: ')
    compile(text, made.name, "exec")
    config = alembic_config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    found = ScriptDirectory.from_config(config).get_revision("head")
    assert found is not None
    assert (found.revision, found.down_revision) == (f"{number:04d}", f"{number - 1:04d}")
    again = script.new_revision("and a window", migrations)
    assert again.name == f"{number + 1:04d}_and_a_window.py"


def test_a_revision_without_words_is_refused(script: ModuleType, migrations: Path) -> None:
    with pytest.raises(ValueError, match="say what it changes"):
        script.new_revision("  ", migrations)
