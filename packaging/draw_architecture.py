"""Draw docs/images/architecture.svg: the floors and rooms as the import contracts have them.

Whatever stands higher may import what stands lower, and never the other way round; side by side, neither. A
test fails where the picture is older than the contracts; then run this file with .venv/bin/python.
"""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "architecture.svg"

WIDTH, MARGIN, GAP = 880, 16, 8
NAME_WIDTH, ROW = 200, 30
BESIDE = {
    "__main__": "the first word chooses",
    "commands": "without a window",
    "app": "puts everything together",
    "tour": "a picture of every window",
    "ui": "the only home of PySide6",
    "model": "the only home of SQLAlchemy, psycopg and Alembic",
    "engine": "the standard library only",
    "diagnostics": "what is logged",
    "loading": "imports without the collector",
    "bundle": "what ships beside the code",
    "settings": "what one start was told",
}
"""What is said of a floor that has no rooms, or beside the name of one that has."""

# Opaque grounds: the picture is read on a light page and on a dark one.
STYLE = """
    text { font: 13px system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif; fill: #14181d }
    .name { font-weight: 600 }
    .quiet { font-size: 11.5px; fill: #48515c }
    .page { fill: #ffffff; stroke: #c2cad2 }
    .floor { fill: #f1f3f6; stroke: #75808c }
    .room { fill: #d2ebee; stroke: #0b6875 }
    @media (prefers-color-scheme: dark) {
      text { fill: #eceff2 }
      .quiet { fill: #b3bcc6 }
      .page { fill: #171b20; stroke: #3c444d }
      .floor { fill: #23292f; stroke: #77818d }
      .room { fill: #153d44; stroke: #5cc4d1 }
    }
"""


def contracts() -> dict[str, list[list[str]]]:
    """The layers of each container, from the top: names that stand side by side are one row."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found = {}
    for contract in tomllib.loads(text)["tool"]["importlinter"]["contracts"]:
        if contract["type"] == "layers":
            rows = [[name.strip() for name in layer.split("|")] for layer in contract["layers"]]
            found[contract["containers"][0]] = rows
    return found


def first_sentence(module: str) -> str:
    """The first line of a module's docstring, without its full stop."""
    path = ROOT.joinpath(*module.split("."))
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    docstring = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0].rstrip(".")


class _Drawing:
    """The picture's elements, from the top down."""

    def __init__(self) -> None:
        self.y = MARGIN
        self.elements: list[str] = []

    def box(self, x: float, width: float, height: float, kind: str, title: str) -> None:
        """A rectangle at the present height, with what a pointer over it is told."""
        self.elements.append(
            f'  <rect class="{kind}" x="{x:g}" y="{self.y:g}" width="{width:g}" height="{height:g}" rx="4">'
            f"<title>{escape(title)}</title></rect>"
        )

    def text(self, x: float, y: float, text: str, kind: str, anchor: str = "start") -> None:
        """Words whose base line is at ``y``."""
        self.elements.append(
            f'  <text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>'
        )

    def plain_floors(self, names: list[str]) -> None:
        """One row of floors without rooms, side by side."""
        each = (WIDTH - 2 * MARGIN - GAP * (len(names) - 1)) / len(names)
        for i, name in enumerate(names):
            x = MARGIN + i * (each + GAP)
            self.box(x, each, ROW, "floor", first_sentence(f"medic_desk.{name}"))
            self.text(x + 12, self.y + 20, name, "name")
            self.text(x + 120, self.y + 20, BESIDE[name], "quiet")
        self.y += ROW + GAP

    def floor_with_rooms(self, name: str, rows: list[list[str]]) -> None:
        """A floor with its name at the left and its rooms at the right."""
        height = len(rows) * (ROW + GAP) + GAP
        self.box(MARGIN, WIDTH - 2 * MARGIN, height, "floor", first_sentence(f"medic_desk.{name}"))
        self.text(MARGIN + 12, self.y + 26, name, "name")
        for i, line in enumerate(_wrapped(BESIDE[name])):
            self.text(MARGIN + 12, self.y + 46 + 16 * i, line, "quiet")
        self.y += GAP
        left, inner = MARGIN + NAME_WIDTH, WIDTH - 2 * MARGIN - NAME_WIDTH - GAP
        for row in rows:
            each = (inner - GAP * (len(row) - 1)) / len(row)
            for i, room in enumerate(row):
                x = left + i * (each + GAP)
                said = first_sentence(f"medic_desk.{name}.{room}").replace("`", "")
                self.box(x, each, ROW, "room", said)
                if len(row) == 1:
                    self.text(x + 12, self.y + 20, room, "name")
                    self.text(x + 120, self.y + 20, said.partition(": ")[2], "quiet")
                else:
                    self.text(x + each / 2, self.y + 20, room, "name", "middle")
            self.y += ROW + GAP
        self.y += GAP


def _wrapped(text: str, most: int = 26) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def drawn() -> str:
    """The picture as SVG."""
    found = contracts()
    drawing = _Drawing()
    for names in found["medic_desk"]:
        rooms = found.get(f"medic_desk.{names[0]}")
        if rooms is None:
            drawing.plain_floors(names)
        else:
            drawing.floor_with_rooms(names[0], rooms)
    height = drawing.y + MARGIN - GAP
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" role="img">',
            "  <title>The floors and rooms of medic-desk; imports point down</title>",
            f"  <style>{STYLE}  </style>",
            f'  <rect class="page" x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1:g}" rx="6"/>',
            *drawing.elements,
            "</svg>\n",
        )
    )


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
    print(PICTURE.relative_to(ROOT))
