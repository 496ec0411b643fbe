"""The two palettes, light and dark, as plain colour codes, and the arithmetic of contrast (no Qt).

Every pair of a text and the ground it may stand on keeps 4.5:1 (front-desk, Conventions); ``TEXT_PAIRS``
names the pairs and a test computes them. Red is the now-line's alone, so a warning is amber-brown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple

Colour = str
"""``#RRGGBB``."""

State = Literal[
    "booked", "late", "waiting", "in_room", "done", "no_show", "cancelled", "request", "held", "own"
]
"""How an appointment or a hold stands, as the calendar and the lists beside it tell it by colour."""


class StateColours(NamedTuple):
    """The colours of one state: its ground, its edge or outline, and the texts on it.

    ``state_text`` is for what tells the state itself: its icon and its minutes.
    """

    fill: Colour
    edge: Colour
    text: Colour
    text_secondary: Colour
    state_text: Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Every colour of one mode, by what it is for."""

    is_dark: bool
    window: Colour
    """What lies behind panels."""
    surface: Colour
    """Docks, lists, inputs and the working hours of the calendar."""
    sunken: Colour
    """The ground of panels, dialogs, toolbars, headers and the status line."""
    off: Colour
    """Off-hours: told from hours by an edge at each end of them as well."""
    raised: Colour
    """Menus, tooltips, popups."""
    hover: Colour
    pressed: Colour
    line: Colour
    """Hairlines between rows and half hours; carries no meaning."""
    line_strong: Colour
    """Between hours, columns and panels; carries no meaning."""
    border: Colour
    """The edge of an input, of a secondary button, of hours: 3:1 to what it stands on."""
    text: Colour
    text_secondary: Colour
    text_disabled: Colour
    accent: Colour
    on_accent: Colour
    accent_hover: Colour
    accent_soft: Colour
    """A chosen row, a chosen button, today."""
    on_accent_soft: Colour
    free_lit: Colour
    """A free start while a booking looks for one."""
    focus: Colour
    warning: Colour
    warning_soft: Colour
    success: Colour
    success_soft: Colour
    now: Colour
    """The now-line, the only red there is."""
    hatch: Colour
    """Lines of a break."""
    break_ground: Colour
    """What the lines of a break stand on."""
    hatch_strong: Colour
    """Lines of blocked time."""
    blocked_ground: Colour
    """What the lines of blocked time stand on."""
    doctors: tuple[Colour, ...]
    """Eight edges that colour-blind people tell apart (a test simulates the three kinds)."""
    tint: float
    """How much of a doctor's colour lies in a tinted ground."""
    states: Mapping[State, StateColours] = field(hash=False)


LIGHT = Palette(
    is_dark=False,
    window="#E4E8EC",
    surface="#FFFFFF",
    sunken="#F1F3F6",
    off="#DCE2E8",
    raised="#FFFFFF",
    hover="#E7EBEE",
    pressed="#D8DEE4",
    line="#E3E7EB",
    line_strong="#C2CAD2",
    border="#75808C",
    text="#14181D",
    text_secondary="#48515C",
    text_disabled="#6B7580",
    accent="#0B6875",
    on_accent="#FFFFFF",
    accent_hover="#08545F",
    accent_soft="#D2EBEE",
    on_accent_soft="#07414A",
    free_lit="#E6F4F6",
    focus="#0B6875",
    warning="#8A4F00",
    warning_soft="#FFF1D2",
    success="#1F6B3B",
    success_soft="#DDEFE3",
    now="#D4183D",
    hatch="#B3BCC6",
    break_ground="#F1F3F6",
    hatch_strong="#C9D1D9",
    blocked_ground="#DFE4E9",
    doctors=("#1152A4", "#B19018", "#298679", "#E64FBC", "#2296FC", "#7B3804", "#916803", "#2B2286"),
    tint=0.13,
    states=MappingProxyType(
        {
            "booked": StateColours("#D9E6F4", "#2C5C94", "#14181D", "#48515C", "#48515C"),
            "late": StateColours("#D9E6F4", "#9A5800", "#14181D", "#48515C", "#8A4F00"),
            "waiting": StateColours("#FFD37A", "#9A5800", "#2A1A00", "#5A3A00", "#5A3A00"),
            "in_room": StateColours("#0B6875", "#053B43", "#FFFFFF", "#DDF1F3", "#DDF1F3"),
            "done": StateColours("#EDF0F3", "#C2CAD2", "#48515C", "#48515C", "#48515C"),
            "no_show": StateColours("#FFFFFF", "#8C3F63", "#8C3F63", "#8C3F63", "#8C3F63"),
            "cancelled": StateColours("#FFFFFF", "#C2CAD2", "#48515C", "#48515C", "#48515C"),
            "request": StateColours("#FAF7FF", "#6A45B0", "#14181D", "#6A45B0", "#6A45B0"),
            "held": StateColours("#FFFFFF", "#6B7580", "#48515C", "#48515C", "#48515C"),
            "own": StateColours("#0B6875", "#053B43", "#FFFFFF", "#FFFFFF", "#FFFFFF"),
        }
    ),
)

DARK = Palette(
    is_dark=True,
    window="#0D1013",
    surface="#23292F",
    sunken="#171B20",
    off="#12161A",
    raised="#2B3138",
    hover="#30373F",
    pressed="#3A424B",
    line="#2D343B",
    line_strong="#3C444D",
    border="#77818D",
    text="#ECEFF2",
    text_secondary="#B3BCC6",
    text_disabled="#89939E",
    accent="#5CC4D1",
    on_accent="#04252A",
    accent_hover="#86D8E2",
    accent_soft="#153D44",
    on_accent_soft="#C6ECF1",
    free_lit="#18323A",
    focus="#5CC4D1",
    warning="#F3C368",
    warning_soft="#3A2E14",
    success="#7BD39A",
    success_soft="#1C3A28",
    now="#FF5C72",
    hatch="#4B555F",
    break_ground="#1E2328",
    hatch_strong="#2E363E",
    blocked_ground="#1A1F24",
    doctors=("#28B6FF", "#D7BC10", "#0CA16C", "#EE7AB8", "#7DEDED", "#F65600", "#E3FF58", "#9764D8"),
    tint=0.18,
    states=MappingProxyType(
        {
            "booked": StateColours("#2A3D54", "#7FB2EA", "#ECEFF2", "#B3BCC6", "#B3BCC6"),
            "late": StateColours("#2A3D54", "#FFE3A6", "#ECEFF2", "#B3BCC6", "#F3C368"),
            "waiting": StateColours("#F0B84A", "#FFE3A6", "#241600", "#4F3300", "#4F3300"),
            "in_room": StateColours("#1D7F8D", "#8FE0EA", "#FFFFFF", "#FFFFFF", "#FFFFFF"),
            "done": StateColours("#2A3036", "#3C444D", "#B3BCC6", "#B3BCC6", "#B3BCC6"),
            "no_show": StateColours("#23292F", "#E08DB4", "#E08DB4", "#E08DB4", "#E08DB4"),
            "cancelled": StateColours("#23292F", "#3C444D", "#B3BCC6", "#B3BCC6", "#B3BCC6"),
            "request": StateColours("#2B2640", "#B79CF2", "#ECEFF2", "#B79CF2", "#B79CF2"),
            "held": StateColours("#23292F", "#8D97A2", "#B3BCC6", "#B3BCC6", "#B3BCC6"),
            "own": StateColours("#5CC4D1", "#C6ECF1", "#04252A", "#04252A", "#04252A"),
        }
    ),
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
    ("text", "off"),
    ("text_secondary", "off"),
    ("text_disabled", "surface"),
    ("accent", "free_lit"),
    ("success", "success_soft"),
    ("text", "success_soft"),
    ("text_secondary", "break_ground"),
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


def hovered_fill(colours: StateColours) -> Colour:
    """The ground of a block that is pointed at: nearer to its texts where they stay legible, else further."""
    nearer = mix(colours.text, colours.fill, 0.07)
    texts = (colours.text, colours.text_secondary, colours.state_text)
    if all(contrast(text, nearer) >= 4.5 for text in texts):
        return nearer
    is_light_text = _luminance(colours.text) > _luminance(colours.fill)
    return mix("#000000" if is_light_text else "#FFFFFF", colours.fill, 0.14)


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
