"""The look of every window: spacing, type, colours, patterns and icons are known here and nowhere else."""

from medic_desk.ui.theme.look import Mode, Text, Theme, inset_text, text_scale_for
from medic_desk.ui.theme.palette import DARK, LIGHT, Hue, Palette, State, StateColours, contrast, hue_of
from medic_desk.ui.theme.patterns import Pattern

__all__ = [
    "DARK",
    "LIGHT",
    "Hue",
    "Mode",
    "Palette",
    "Pattern",
    "State",
    "StateColours",
    "Text",
    "Theme",
    "contrast",
    "hue_of",
    "inset_text",
    "text_scale_for",
]
