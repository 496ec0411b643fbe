"""The look: contrast of every text, colours that colour-blind people tell apart, icons, type, mode."""

import itertools
import math
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette, QPixmapCache
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from medic_desk.ui.theme import (
    DARK,
    LIGHT,
    Mode,
    Palette,
    Pattern,
    State,
    Text,
    Theme,
    contrast,
    hue_of,
    inset_text,
    text_scale_for,
)
from medic_desk.ui.theme.icons import icon_names
from medic_desk.ui.theme.palette import TEXT_PAIRS, hovered_fill

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])

# How the three kinds of colour blindness see linear RGB (Machado, Oliveira and Fernandes 2009, severity 1).
EYES = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}


def linear(code: str) -> list[float]:
    shares = [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]


def oklab(rgb: list[float]) -> tuple[float, float, float]:
    red, green, blue = rgb
    cones = (
        0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue,
        0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue,
        0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue,
    )
    long, medium, short = (math.copysign(abs(cone) ** (1 / 3), cone) for cone in cones)
    return (
        0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
    )


def seen(code: str, eyes: str) -> tuple[float, float, float]:
    rgb = linear(code)
    return oklab([sum(a * b for a, b in zip(row, rgb, strict=True)) for row in EYES[eyes]])


@PALETTES
def test_every_text_stands_out_from_every_ground_it_is_written_on(palette: Palette) -> None:
    weak = {
        (text, ground): round(ratio, 2)
        for text, ground in TEXT_PAIRS
        if (ratio := contrast(getattr(palette, text), getattr(palette, ground))) < 4.5
    }
    assert weak == {}


@PALETTES
def test_edges_that_carry_meaning_stand_out(palette: Palette) -> None:
    for edge in (palette.border, palette.focus, palette.accent, palette.now, *palette.doctors):
        assert contrast(edge, palette.surface) >= 3, edge


@PALETTES
def test_an_end_of_hours_is_seen_on_both_of_its_sides(palette: Palette) -> None:
    for ground in (palette.surface, palette.off, palette.blocked_ground, palette.sunken):
        assert contrast(palette.border, ground) >= 3, ground


@PALETTES
def test_every_text_of_a_state_is_legible_on_its_fill(palette: Palette) -> None:
    weak = {
        (state, text): round(ratio, 2)
        for state, colours in palette.states.items()
        for text in ("text", "text_secondary", "state_text")
        if (ratio := contrast(getattr(colours, text), colours.fill)) < 4.5
    }
    assert weak == {}
    assert set(palette.states) == set(get_args(State))


@PALETTES
def test_a_block_that_is_pointed_at_stays_legible(palette: Palette) -> None:
    for state, colours in palette.states.items():
        hovered = hovered_fill(colours)
        assert hovered != colours.fill
        assert contrast(colours.text, hovered) >= 4.5, state
        assert contrast(colours.text_secondary, hovered) >= 4.5, state


@PALETTES
def test_an_edge_that_tells_a_state_stands_out(palette: Palette) -> None:
    # What is over has a hairline, and its tick tells it.
    for state in palette.states.keys() - {"done", "cancelled"}:
        assert contrast(palette.states[state].edge, palette.surface) >= 3, state
    assert contrast(palette.success, palette.states["done"].fill) >= 4.5


@PALETTES
@pytest.mark.parametrize("key", [*map(str, range(8)), "", "nonsense"])
def test_a_block_is_legible_in_every_doctors_colour(palette: Palette, key: str) -> None:
    legible(palette, key)


@given(st.sampled_from((LIGHT, DARK)), st.integers(0, 0xFFFFFF))
def test_a_block_is_legible_in_whatever_colour_a_clinic_chooses(palette: Palette, number: int) -> None:
    legible(palette, f"#{number:06x}")


def legible(palette: Palette, key: str) -> None:
    hue = hue_of(key, palette)
    for text, ground in itertools.product((hue.text, hue.text_secondary), (hue.tint, hue.tint_hover)):
        assert contrast(text, ground) >= 4.5
    assert contrast(hue.edge, palette.surface) >= 3


@PALETTES
@pytest.mark.parametrize("eyes", EYES)
def test_doctors_colours_are_told_apart_by_all_eyes(palette: Palette, eyes: str) -> None:
    # Okabe and Ito's own eight, grey for black, come to 0.033 by this measure.
    for one, other in itertools.combinations(palette.doctors, 2):
        assert math.dist(seen(one, eyes), seen(other, eyes)) > 0.1, (one, other)


@PALETTES
def test_red_is_for_the_now_line_alone(palette: Palette) -> None:
    def is_red(code: str) -> bool:
        colour = QColor(code)
        return colour.hsvSaturation() > 120 and (colour.hue() >= 340 or colour.hue() <= 12)

    assert is_red(palette.now)
    others = [palette.warning, palette.accent, palette.success, *palette.doctors]
    others += [code for colours in palette.states.values() for code in colours]
    assert [code for code in others if is_red(code)] == []


def test_colours_come_round_after_eight() -> None:
    assert hue_of("8", LIGHT) == hue_of("0", LIGHT)
    assert hue_of("#1152a4", LIGHT).edge == "#1152A4"


def test_all_sizes_of_type_scale_together(qapp: QApplication) -> None:
    theme = Theme(Mode.LIGHT, 1.0)
    pixels = [theme.font(size).pointSizeF() * 4 / 3 for size in Text]
    assert pixels == [13, 12, 11.5, 11, 14, 18, 24]
    theme.set_text_scale(0.8)
    assert theme.font(Text.BASE).pointSizeF() == pytest.approx(7.8)
    theme.set_text_scale(9)
    assert theme.text_scale == 2


def test_type_follows_the_screens_width_and_never_falls_below_thirteen_pixels() -> None:
    scales = {width: text_scale_for(width) for width in (1024, 1280, 1600, 1760, 1920, 2240, 2560, 3840)}
    assert scales == pytest.approx(
        {1024: 1, 1280: 1, 1600: 1, 1760: 1.05, 1920: 1.1, 2240: 1.15, 2560: 1.2, 3840: 1.2}
    )


def test_a_person_multiplies_the_scale_within_bounds(qtbot: QtBot) -> None:
    theme = Theme(Mode.LIGHT)
    of_screen = theme.text_scale
    for factor, taken in ((1.2, 1.2), (3, 1.4), (0.1, 0.9)):
        with qtbot.waitSignal(theme.changed):
            theme.set_own_scale(factor)
        assert theme.own_scale == taken
        assert theme.text_scale == pytest.approx(of_screen * taken)
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_own_scale(0.9)


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans", "Noto Sans"])
def test_a_name_is_louder_than_its_time_and_than_one_that_is_over(qapp: QApplication, family: str) -> None:
    if family not in QFontDatabase.families():
        pytest.skip(f"this machine has no {family}")
    theme = Theme(Mode.LIGHT, 1.0, family=family)
    name, time, over = theme.name_font(), theme.time_font(), theme.name_font(is_quiet=True)
    assert (name.pointSizeF(), time.pointSizeF(), over.pointSizeF()) == (9.75, 9, 9.75)
    assert QFontInfo(name).weight() > QFontInfo(time).weight()
    assert QFontInfo(name).weight() > QFontInfo(over).weight()
    assert time.featureValue(QFont.Tag("tnum")) == 1
    assert name.letterSpacing() == -0.25


def test_times_have_figures_of_equal_width(qapp: QApplication) -> None:
    font = Theme(Mode.LIGHT).font(tabular=True)
    assert font.featureValue(QFont.Tag("tnum")) == 1


def test_names_are_heavier_than_text(qapp: QApplication) -> None:
    theme = Theme(Mode.LIGHT)
    font = theme.font(medium=True)
    assert font.weight() >= QFont.Weight.Medium
    assert font.family() == theme.font().family()
    cuts = {QFontDatabase.weight(font.family(), style) for style in QFontDatabase.styles(font.family())}
    # A family of one cut has nothing heavier to draw with, whatever is asked of it.
    assert QFontInfo(font).weight() >= min(QFont.Weight.Medium, max(cuts))


def test_a_person_overrides_the_system(qtbot: QtBot) -> None:
    theme = Theme()
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert theme.palette is (DARK if dark else LIGHT)
    with qtbot.waitSignal(theme.changed):
        theme.set_mode(Mode.DARK)
    assert theme.palette is DARK
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_mode(Mode("dark"))
    with qtbot.waitSignal(theme.changed):
        theme.set_mode(Mode.LIGHT)
    assert theme.palette is LIGHT


def test_the_system_is_followed_only_while_nobody_chose(qtbot: QtBot) -> None:
    hints = QGuiApplication.styleHints()
    theme = Theme(Mode.SYSTEM)
    with qtbot.waitSignal(theme.changed):
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    theme.set_mode(Mode.DARK)
    with qtbot.assertNotEmitted(theme.changed):
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)


@pytest.fixture
def undressed(qapp: QApplication) -> Iterator[QApplication]:
    palette, font, sheet = qapp.palette(), qapp.font(), qapp.styleSheet()
    yield qapp
    qapp.setStyleSheet(sheet)
    qapp.setFont(font)
    qapp.setPalette(palette)


@PALETTES
def test_an_installed_theme_reaches_plain_widgets(
    undressed: QApplication, qtbot: QtBot, palette: Palette
) -> None:
    theme = Theme(Mode.DARK if palette.is_dark else Mode.LIGHT, 1.0)
    theme.install(undressed)
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    primary, plain = QPushButton("Book"), QPushButton("Cancel")
    primary.setProperty("role", "primary")
    for widget in (primary, plain, QLineEdit(), QComboBox()):
        layout.addWidget(widget)
    window.show()
    qtbot.waitExposed(window)
    assert undressed.palette().color(QPalette.ColorRole.Window).name().upper() == palette.sunken
    assert undressed.font().pointSizeF() == 9.75
    shot = window.grab().toImage()
    inside = primary.geometry().topLeft()
    assert shot.pixelColor(inside.x() + 10, inside.y() + 6).name().upper() == palette.accent
    inside = plain.geometry().topLeft()
    assert shot.pixelColor(inside.x() + 10, inside.y() + 6).name().upper() == palette.surface


def test_focus_is_seen_on_every_kind_of_control(undressed: QApplication, qtbot: QtBot) -> None:
    theme = Theme(Mode.LIGHT, 1.0)
    theme.install(undressed)
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    controls = [QPushButton("Cancel"), QLineEdit(), QComboBox()]
    for widget in controls:
        layout.addWidget(widget)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    focus = QColor(theme.palette.focus)
    for widget in controls:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(widget.hasFocus)
        middle = widget.height() // 2
        assert widget.grab().toImage().pixelColor(0, middle) == focus, type(widget)


def test_a_date_box_has_the_margin_of_other_inputs(qtbot: QtBot) -> None:
    box = QDateEdit()
    qtbot.addWidget(box)
    inset_text(box)
    line = box.findChild(QLineEdit)
    assert line is not None
    assert line.textMargins().left() == 8


@pytest.mark.parametrize("family", ["Inter", "Noto Sans", "DejaVu Sans"])
@pytest.mark.parametrize("kind", [QLineEdit, QComboBox])
def test_a_field_that_is_pressed_together_keeps_its_line(
    undressed: QApplication, qtbot: QtBot, kind: type[QWidget], family: str
) -> None:
    """A sheet's min-height counts in a layout in place of the least height that the field itself asks for."""
    Theme(Mode.LIGHT, family=family).install(undressed)
    holder, fields = QWidget(), [kind(), kind(), kind()]
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    for field in fields:
        column.addWidget(field)
    holder.resize(300, 10)
    holder.show()
    qtbot.waitExposed(holder)
    for field in fields:
        assert field.height() >= field.minimumSizeHint().height()


def test_every_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication) -> None:
    theme = Theme(Mode.LIGHT)
    QPixmapCache.clear()
    assert len(icon_names()) > 40
    for name in icon_names():
        image = theme.pixmap(name, 24, "#FF00FF", 2.0).toImage()
        assert image.width() == 48
        inked = [
            colour for x in range(48) for y in range(48) if (colour := image.pixelColor(x, y)).alpha() > 250
        ]
        assert inked, name
        assert {colour.name() for colour in inked} == {"#ff00ff"}, name
    assert not theme.icon("search").isNull()
    with pytest.raises(KeyError, match="no-such-icon"):
        theme.icon("no-such-icon")


def test_every_status_has_an_icon() -> None:
    names = set(icon_names())
    for status in (
        "pending",
        "confirmed",
        "late",
        "arrived",
        "in-room",
        "completed",
        "cancelled",
        "no-show",
        "held",
    ):
        assert f"status-{status}" in names


def test_an_icon_is_plain_svg_that_takes_the_palettes_colour() -> None:
    folder = Path(__file__).parents[3] / "resources" / "icons"
    for path in folder.glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert "currentColor" in text, path.name
        assert "#" not in text, path.name


@PALETTES
def test_patterns_differ_by_shape_and_not_by_colour_alone(qapp: QApplication, palette: Palette) -> None:
    theme = Theme(Mode.DARK if palette.is_dark else Mode.LIGHT)
    masks = []
    for pattern in Pattern:
        tile = theme.brush(pattern).texture().toImage()
        width, height = tile.width(), tile.height()
        masks.append(
            tuple(tile.pixelColor(x % width, y % height).alpha() > 100 for x in range(48) for y in range(48))
        )
        assert 0.03 < sum(masks[-1]) / len(masks[-1]) < 0.6
    for one, other in itertools.combinations(masks, 2):
        assert sum(a != b for a, b in zip(one, other, strict=True)) > 0.1 * len(one)


def test_distances_are_on_the_grid(qapp: QApplication) -> None:
    theme = Theme(Mode.LIGHT)
    assert [theme.space(n) for n in (1, 2, 3, 6)] == [4, 8, 12, 24]
    assert theme.icon_size().width() % 4 == 0
