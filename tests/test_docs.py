"""Every page, section and file that the code and the pages name can be opened."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
FOLDERS = ("medic_desk", "migrations", "packaging", "tests")
SINGLE = ("Makefile", "pyproject.toml", ".ci/run", ".pre-commit-config.yaml", ".github/workflows/ci.yml")
NOT_PAGES = {"README.md"}

NAMED = ("engine-semantics", "front-desk", "look", "schema-additions", "scenario-format", "truth")
"""Pages whose sections are cited; the longer names without ``.md`` too."""

_PAGE = re.compile(r"(?<![\w/.-])((?:[\w.-]+/)*[\w-]+\.md)\b")
_BARE = re.compile(r"\b(engine-semantics|front-desk|schema-additions|scenario-format)\b")
_QUOTED = re.compile(r"\b([\w-]+)\.md, \"([^\"]+)\"(?:, step (\d))?")
_STEPS = re.compile(r"\btruth\.md,? (?:step )?(\d)(?: and (\d))?")
_NUMBERS = re.compile(r"\bengine-semantics(?:\.md)?,? (\d(?:(?:, | and | to )\d)*)(?:, ([A-Z][a-z]+))?")
_SECTION = re.compile(r"\b(?:(look|front-desk)(?:\.md)?,? )?section (\d)\b")
_TERM = re.compile(r"\((front-desk|look|schema-additions), ([^)\d][^)]*)\)")


def prose(path: Path) -> str:
    """A file's text on one line, so that a reference may run over the end of one."""
    return re.sub(r"\s*\n\s*(?:#\s+)?", " ", path.read_text(encoding="utf-8"))


def sources() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from (path for path in sorted((ROOT / folder).rglob("*.py")) if path != Path(__file__))
    yield from (ROOT / name for name in SINGLE)


def headings(page: str) -> list[str]:
    return re.findall(r"^#+ (.+)$", (DOCS / f"{page}.md").read_text(encoding="utf-8"), re.MULTILINE)


def section(page: str, number: str) -> str:
    """The text of a numbered section; empty where the page has none of that number."""
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {number}\.? .*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


def steps() -> set[str]:
    """The numbers of the steps that every act takes."""
    text = (DOCS / "truth.md").read_text(encoding="utf-8")
    acts = text.partition("## Every act is one transaction")[2].partition("\n## ")[0]
    return set(re.findall(r"^(\d)\. ", acts, re.MULTILINE))


def wrong_references(text: str, *, is_of_engine: bool) -> list[str]:
    """What ``text`` cites and the pages do not have."""
    wrong = [page for page in set(_PAGE.findall(text)) if not _is_page(page)]
    wrong += [page for page in set(_BARE.findall(text)) if not (DOCS / f"{page}.md").is_file()]
    for page, title, step in _QUOTED.findall(text):
        if not any(heading.startswith(title) for heading in headings(page)) or (step and step not in steps()):
            wrong.append(f"{page}.md, “{title}” {step}")
    for found in _STEPS.finditer(text):
        wrong += [f"truth.md, step {step}" for step in found.groups() if step and step not in steps()]
    for numbers, term in _NUMBERS.findall(text):
        cited = re.findall(r"\d", numbers)
        wrong += [f"engine-semantics {number}" for number in cited if not section("engine-semantics", number)]
        if term and term not in section("engine-semantics", cited[-1]):
            wrong.append(f"engine-semantics {cited[-1]}, {term}")
    for page, number in _SECTION.findall(text):
        if (page or is_of_engine) and not section(page or "engine-semantics", number):
            wrong.append(f"{page or 'engine-semantics'}, section {number}")
    for page, term in _TERM.findall(text):
        if term.replace("`", "") not in (DOCS / f"{page}.md").read_text(encoding="utf-8").replace("`", ""):
            wrong.append(f"{page}, {term}")
    return wrong


def _is_page(name: str) -> bool:
    return any((folder / name).is_file() for folder in (DOCS, ROOT)) or Path(name).name in NOT_PAGES


def test_what_the_code_cites_can_be_opened() -> None:
    wrong = {}
    for path in sources():
        is_of_engine = "engine" in path.relative_to(ROOT).parts
        if found := wrong_references(prose(path), is_of_engine=is_of_engine):
            wrong[path.relative_to(ROOT).as_posix()] = found
    assert wrong == {}


def test_references_are_found() -> None:
    text = " ".join(prose(path) for path in sources())
    assert len(_NUMBERS.findall(text)) > 20
    assert len(_QUOTED.findall(text)) > 10
    assert len(_STEPS.findall(text)) > 3
    assert len(_TERM.findall(text)) > 2
    assert set(NAMED) - {"look"} <= set(_BARE.findall(text)) | {page for page, _, _ in _QUOTED.findall(text)}
    assert steps() == set("123456")
    assert all(section("engine-semantics", str(number)) for number in range(1, 10))


@pytest.mark.parametrize(
    "text",
    [
        "see docs/nothing.md",
        'truth.md, "Dreams"',
        'truth.md, "Every act is one transaction", step 9',
        "truth.md, step 7",
        "truth.md 3 and 8",
        "engine-semantics 2, 3 and 0",
        "engine-semantics 7, Nonsense",
        "as section 0 says",
        "look.md section 9",
        "(front-desk, Weather)",
        "(schema-additions, ``no_such_table``)",
    ],
)
def test_a_wrong_reference_is_found(text: str) -> None:
    assert len(wrong_references(text, is_of_engine=True)) == 1


def pages() -> list[Path]:
    return [*sorted(ROOT.glob("*.md")), *sorted(DOCS.glob("*.md"))]


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in pages()])
def test_a_pages_links_can_be_followed(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("http://", "https://")):
            continue
        name, _, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            broken.append(target)
    assert broken == []
    files = re.findall(r"`((?:medic_desk|tests|packaging|resources|docs|migrations)/[\w./*-]+)`", text)
    assert [name for name in files if not any(ROOT.glob(name.rstrip("/")))] == []


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub makes of a page's headings."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.fixture
def drawing() -> ModuleType:
    """The script that draws the architecture, as a module."""
    spec = importlib.util.spec_from_file_location("draw", ROOT / "packaging" / "draw_architecture.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_picture_of_the_architecture_is_that_of_the_contracts(drawing: ModuleType) -> None:
    picture = (DOCS / "images" / "architecture.svg").read_text(encoding="utf-8")
    assert picture == drawing.drawn(), "run .venv/bin/python packaging/draw_architecture.py"
    for container, rows in drawing.contracts().items():
        for name in (name for row in rows for name in row):
            assert f">{name}</text>" in picture, f"{container}.{name}"
