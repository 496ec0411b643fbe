"""The two palettes, light and dark, as plain colour codes, and the arithmetic of contrast (no Qt).

Every pair of a text and the ground it may stand on keeps 4.5:1 (front-desk, Conventions); ``TEXT_PAIRS``
names the pairs and a test computes them. Red is the now-line's alone, so a warning is amber-brown.
"""

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import NamedTuple

Colour = str
"""``#RRGGBB``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Every colour of one mode, by what it is for."""

    is_dark: bool
    window: Colour
    """The ground between panels."""
    surface: Colour
    """Panels, lists, inputs and the working hours of the calendar."""
    sunken: Colour
    """Quiet ground: headers, off-hours."""
    raised: Colour
    """Menus, tooltips, popups."""
    hover: Colour
    pressed: Colour
    line: Colour
    """Hairlines between rows and hours; carries no meaning."""
    line_strong: Colour
    """Between days and panels."""
    border: Colour
    """The edge of an input or a secondary button: 3:1 to the surface."""
    text: Colour
    text_secondary: Colour
    text_disabled: Colour
    accent: Colour
    on_accent: Colour
    accent_hover: Colour
    accent_soft: Colour
    """A selected row, a free slot under the pointer."""
    on_accent_soft: Colour
    focus: Colour
    warning: Colour
    warning_soft: Colour
    success: Colour
    now: Colour
    """The now-line, the only red there is."""
    hatch: Colour
    """Lines of a break."""
    hatch_strong: Colour
    """Lines of blocked time."""
    doctors: tuple[Colour, ...]
    """Eight edges that colour-blind people tell apart (a test simulates the three kinds)."""
    tint: float
    """How much of a doctor's colour lies in the ground of a block."""


LIGHT = Palette(
    is_dark=False,
    window="#EEF0F3",
    surface="#FFFFFF",
    sunken="#F1F3F5",
    raised="#FFFFFF",
    hover="#E7EBEE",
    pressed="#DADFE4",
    line="#E6E9EC",
    line_strong="#CDD2D8",
    border="#858D97",
    text="#16191D",
    text_secondary="#505862",
    text_disabled="#868E98",
    accent="#0B6875",
    on_accent="#FFFFFF",
    accent_hover="#08545F",
    accent_soft="#DDEFF1",
    on_accent_soft="#0A4650",
    focus="#0B6875",
    warning="#7A4A00",
    warning_soft="#FBF0DA",
    success="#1F6B3B",
    now="#D4183D",
    hatch="#D0D5DC",
    hatch_strong="#DADFE5",
    doctors=("#1152A4", "#B19018", "#298679", "#E64FBC", "#2296FC", "#7B3804", "#916803", "#2B2286"),
    tint=0.13,
)

DARK = Palette(
    is_dark=True,
    window="#0F1114",
    surface="#21262C",
    sunken="#15181B",
    raised="#2B3138",
    hover="#30373F",
    pressed="#3A424B",
    line="#2D333A",
    line_strong="#3C434C",
    border="#77818D",
    text="#ECEEF1",
    text_secondary="#AEB6C0",
    text_disabled="#79828D",
    accent="#62C6D2",
    on_accent="#06262B",
    accent_hover="#86D8E2",
    accent_soft="#173C43",
    on_accent_soft="#C4EBF0",
    focus="#62C6D2",
    warning="#F0C16B",
    warning_soft="#3A2F18",
    success="#7BD39A",
    now="#FF5C72",
    hatch="#39414A",
    hatch_strong="#2A3037",
    doctors=("#28B6FF", "#D7BC10", "#0CA16C", "#EE7AB8", "#7DEDED", "#F65600", "#E3FF58", "#9764D8"),
    tint=0.18,
)

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("text", "text_secondary") for ground in ("window", "surface", "sunken")),
    *((text, ground) for text in ("text", "text_secondary") for ground in ("raised", "hover")),
    ("text", "pressed"),
    ("text", "accent_soft"),
    ("on_accent_soft", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    *(
        (text, ground)
        for text in ("accent", "warning", "success")
        for ground in ("window", "surface", "sunken")
    ),
    ("warning", "warning_soft"),
    ("text", "warning_soft"),
    ("text_secondary", "warning_soft"),
    ("now", "surface"),
)
"""Text and the grounds it may be written on, as field names of ``Palette``."""


class Hue(NamedTuple):
    """The colours of one block: its solid edge, its ground, and the texts on it."""

    edge: Colour
    tint: Colour
    tint_hover: Colour
    text: Colour
    text_secondary: Colour


def hue_of(key: str, palette: Palette) -> Hue:
    """The colours for a colour key.

    ``key`` is the number of a doctor's colour ("0", "1", …; beyond eight they come round again) or a colour
    of the clinic's own choice, ``#RRGGBB``; anything else, the empty text too, gives a neutral grey. Whatever
    the key, both texts keep 4.5:1 on both tints, and the edge 3:1 on the palette's surface.
    """
    return _hue_of(key, palette.is_dark)


@lru_cache(maxsize=256)
def _hue_of(key: str, is_dark: bool) -> Hue:
    palette = DARK if is_dark else LIGHT
    if key.isdecimal():
        edge = palette.doctors[int(key) % len(palette.doctors)]
    elif is_colour(key):
        edge = key.upper()
    else:
        edge = palette.border
    edge = _towards(edge, palette.text, palette.surface, 3.0)
    tint = mix(edge, palette.surface, palette.tint)
    hover = mix(edge, palette.surface, palette.tint + 0.09)
    text = _towards(palette.text, "#FFFFFF" if is_dark else "#000000", hover, 4.5)
    secondary = _towards(palette.text_secondary, text, hover, 4.5)
    return Hue(edge, tint, hover, text, _towards(secondary, text, tint, 4.5))


def is_colour(text: str) -> bool:
    """Whether ``text`` is a colour code ``#RRGGBB``."""
    return len(text) == 7 and text[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in text[1:])


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """``share`` (0 to 1) of ``one`` laid over ``other``."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def palette_colours(palette: Palette) -> dict[str, Colour]:
    """The single colours of a palette by name."""
    values = {field.name: getattr(palette, field.name) for field in fields(palette)}
    return {name: value for name, value in values.items() if isinstance(value, str)}


def _towards(colour: Colour, goal: Colour, ground: Colour, ratio: float) -> Colour:
    """``colour``, moved towards ``goal`` as little as gives ``ratio`` on ``ground``."""
    for step in range(21):
        moved = mix(goal, colour, step / 20)
        if contrast(moved, ground) >= ratio:
            return moved
    return goal


def _channels(colour: Colour) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: Colour) -> float:
    shares = [c / 255 for c in _channels(colour)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
