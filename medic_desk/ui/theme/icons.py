"""Icons: our own SVG drawings in ``resources/icons``, coloured when drawn so that they follow the palette."""

from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from medic_desk.bundle import resources_directory
from medic_desk.ui.theme.palette import Colour, Palette


def pixmap(name: str, side: int, colour: Colour, ratio: float = 1.0) -> QPixmap:
    """The drawing ``name`` in ``colour``, ``side`` logical pixels wide and high.

    Raises KeyError for a name that has no drawing.
    """
    key = f"medic-desk/{name}/{side}/{colour}/{ratio:.3f}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    renderer = _renderer(name, colour)
    drawn = QPixmap(round(side * ratio), round(side * ratio))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    QPixmapCache.insert(key, drawn)
    return drawn


def icon_names() -> list[str]:
    """The names of all drawings, sorted."""
    return sorted(path.stem for path in _folder().glob("*.svg"))


def write_arrows(folder: str, palette: Palette) -> dict[str, str]:
    """Write the few drawings that a stylesheet must name as files; returns their paths by name.

    The palette's mode is in the file's name, for Qt keeps what it once read of a path.
    """
    mode = "dark" if palette.is_dark else "light"
    written: dict[str, str] = {}
    for name, colour in (
        ("chevron-down", palette.text_secondary),
        ("chevron-up", palette.text_secondary),
        ("check-small", palette.on_accent),
        ("minus-small", palette.on_accent),
    ):
        path = Path(folder) / f"{name}-{mode}.svg"
        path.write_text(_drawing(name).replace("currentColor", colour), encoding="utf-8")
        written[name] = path.as_posix()
    return written


@lru_cache(maxsize=128)
def _renderer(name: str, colour: Colour) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))


@cache
def _drawing(name: str) -> str:
    path = _folder() / f"{name}.svg"
    if not path.is_file():
        raise KeyError(f"no icon is named {name!r}")
    return path.read_text(encoding="utf-8")


def _folder() -> Path:
    return resources_directory() / "icons"
