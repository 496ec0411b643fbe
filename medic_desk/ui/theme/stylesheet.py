"""The stylesheet on top of Fusion: buttons, inputs, lists and menus in the palette's tones, and little else.

Widgets say what they are by the dynamic property ``role``: buttons ``primary`` (one in a dialog), ``quiet``
(no edge until pointed at), ``menu`` (quiet, with an arrow), ``link`` (words alone), ``offer`` (one of several
starts, below each other), ``badge-call``, ``badge-request``, ``badge-booked`` or ``badge-held`` (in the
status line), ``chip``, ``chip-guess`` or ``chip-unread`` (of a typed line: counts, guessed, not understood),
``small`` (else secondary), tool buttons ``segment`` (one of a row that belongs together), labels ``heading``,
``secondary``, ``warning`` or ``error`` (a sentence at a field), frames ``panel`` (a surface by tone, without
a box), ``banner``, ``quote`` (what was), ``sentence`` (what is about to be done), ``verdict`` (the same, in a
typed line), ``popover`` (over its window, with an edge) or ``line`` (the typed line over its window; a field
in it too), lists ``plain`` (on the ground they stand on, without a box). Distances are multiples of 4 px less
the width of an edge.

Qt lays a list out before this sheet reaches it if it is filled without a parent: call ``ensurePolished``
first, or fill it when it stands in its window.
"""

from collections.abc import Mapping

from medic_desk.ui.theme.palette import Palette, State, palette_colours

_SHEET = """
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {line_strong}; padding: 7px; }}
QMainWindow::separator {{ background: {line_strong}; width: 1px; height: 1px; }}
QStatusBar {{ background: {sunken}; color: {text_secondary}; }}
QStatusBar::item {{ border: none; }}
QSplitter::handle {{ background: {line_strong}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}

QLabel[role="heading"] {{ font-size: {HEADING}pt; font-weight: 600; }}
QLabel[role="secondary"] {{ font-size: {SECONDARY}pt; color: {text_secondary}; }}
QLabel[role="warning"], QLabel[role="error"] {{ color: {warning}; }}
QFrame[role="panel"] {{ background: {surface}; border: none; border-radius: 6px; }}
QFrame[role="banner"] {{ background: {warning_soft}; border: none; border-left: 4px solid {warning}; }}
QFrame[role="quote"] {{ background: {sunken}; border: none; border-left: 4px solid {border}; }}
QFrame[role="popover"] {{ background: {raised}; border: 1px solid {border}; border-radius: 6px; }}
QFrame[role="line"] {{ background: {surface}; border: 2px solid {accent}; border-radius: 6px; }}
QFrame[role="verdict"] {{ background: {sunken}; border: none; border-top: 1px solid {line_strong};
    border-bottom: 1px solid {line_strong}; }}
QFrame[role="sentence"] {{ background: {accent_soft}; border: none; }}
QFrame[role="sentence"] QLabel {{ color: {on_accent_soft}; }}
QFrame[role="board"] {{ background: transparent; border: 2px solid transparent; }}
QFrame[role="board-open"] {{ background: transparent; border: 2px dashed {accent}; }}
QFrame[role="board-lit"] {{ background: {accent_soft}; border: 2px solid {accent}; }}

QPushButton, QToolButton {{ icon-size: {icon}px; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton {{ background: {surface}; color: {text}; border: 1px solid {border}; border-radius: 5px;
    padding: 6px 15px; min-height: {line_height}px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {pressed}; }}
QPushButton:checked {{ background: {accent_soft}; color: {on_accent_soft}; border-color: {accent}; }}
QPushButton:focus {{ border: 2px solid {focus}; padding: 5px 14px; }}
QPushButton:disabled {{ background: {sunken}; color: {text_disabled}; border-color: {line_strong}; }}
QPushButton[role="primary"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton[role="primary"]:hover {{ background: {accent_hover}; border-color: {accent_hover}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {text}; }}
QPushButton[role="primary"]:disabled {{ background: {pressed}; color: {text_disabled};
    border-color: {pressed}; }}
QPushButton[role="primary"] QLabel {{ color: {on_accent}; }}
QPushButton[role="quiet"] {{ background: transparent; border-color: transparent; padding: 6px 11px; }}
QPushButton[role="quiet"]:hover {{ background: {hover}; }}
QPushButton[role="quiet"]:checked {{ background: {accent_soft}; color: {on_accent_soft}; }}
QPushButton[role="quiet"]:focus {{ border: 2px solid {focus}; padding: 5px 10px; }}
QPushButton[role="menu"] {{ background: transparent; border-color: transparent; padding: 6px 27px 6px 7px; }}
QPushButton[role="menu"]:hover {{ background: {hover}; }}
QPushButton[role="menu"]:focus {{ border: 2px solid {focus}; padding: 5px 26px 5px 6px; }}
QPushButton[role|="badge"] {{ padding: 1px 9px; border-radius: 4px; min-height: 0; }}
QPushButton[role|="badge"]:focus {{ border: 2px solid {focus}; padding: 0 8px; }}
QPushButton[role="badge-call"] {{ background: {waiting_fill}; border-color: {waiting_edge};
    color: {waiting_text}; }}
QPushButton[role="badge-request"] {{ background: {request_fill}; border-color: {request_edge};
    color: {request_text}; }}
QPushButton[role="badge-booked"] {{ background: {booked_fill}; border-color: {booked_edge};
    color: {booked_text}; }}
QPushButton[role="badge-held"] {{ background: {held_fill}; border: 1px dashed {held_edge};
    color: {held_text}; }}
QPushButton[role|="badge"]:checked {{ border-width: 2px; padding: 0 8px; }}
QPushButton[role|="chip"] {{ padding: 1px 9px; border-radius: 4px; min-height: 0; background: {accent_soft};
    color: {on_accent_soft}; border-color: {accent}; }}
QPushButton[role="chip-guess"] {{ background: {surface}; color: {text};
    border: 1px dashed {text_secondary}; }}
QPushButton[role="chip-unread"] {{ background: {warning_soft}; color: {text}; border-color: {warning}; }}
QPushButton[role="small"] {{ padding: 2px 9px; min-height: 0; }}
QPushButton[role="offer"] {{ text-align: left; padding: 4px 11px; }}
QPushButton[role="offer"]:focus {{ border: 2px solid {focus}; padding: 3px 10px; }}
QPushButton[role="offer"]:checked {{ border-width: 2px; padding: 3px 10px; }}
QPushButton[role="link"] {{ background: transparent; border: none; color: {accent}; padding: 2px;
    min-height: 0; min-width: 0; text-align: left; }}
QPushButton[role="link"]:hover {{ background: {hover}; }}
QPushButton[role="link"]:focus {{ border: 2px solid {focus}; padding: 0; }}
QPushButton::menu-indicator {{ image: url("{chevron-down}"); width: 12px; height: 12px; right: 8px;
    subcontrol-origin: padding; subcontrol-position: center right; }}
QToolButton {{ background: transparent; color: {text}; border: 1px solid transparent; border-radius: 5px;
    padding: 5px; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:pressed {{ background: {pressed}; }}
QToolButton:checked {{ background: {accent_soft}; color: {on_accent_soft}; }}
QToolButton:focus {{ border: 2px solid {focus}; padding: 4px; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton[role="segment"] {{ background: {surface}; border-color: {border}; border-radius: 4px;
    padding: 3px 2px; }}
QToolButton[role="segment"]:hover {{ background: {hover}; }}
QToolButton[role="segment"]:checked {{ background: {accent_soft}; border-color: {accent}; }}
QToolButton[role="segment"]:focus {{ border: 2px solid {focus}; padding: 2px 1px; }}

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {{ background: {surface}; color: {text};
    border: 1px solid {border}; border-radius: 5px; padding: 6px 7px;
    selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit, QComboBox, QAbstractSpinBox {{ min-height: {field_height}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
    border: 2px solid {focus}; padding: 5px 6px; }}
QLineEdit[role="line"], QLineEdit[role="line"]:focus {{ border: none; padding: 6px 0;
    font-size: {HEADING}pt; }}
QLineEdit[role="error"], QComboBox[role="error"], QAbstractSpinBox[role="error"] {{
    border: 2px solid {warning}; padding: 5px 6px; background: {warning_soft}; }}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled {{
    background: {sunken}; color: {text_disabled}; border-color: {line_strong}; }}
QLineEdit[readOnly="true"] {{ background: {sunken}; border-color: {line_strong}; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; padding: 0; min-height: 0;
    background: transparent; }}
QComboBox {{ padding: 6px 9px; }}
QComboBox:focus {{ padding: 5px 8px; }}
ChoiceBox {{ combobox-popup: 0; }}
QComboBox::drop-down {{ border: none; width: 24px; subcontrol-position: center right; }}
QComboBox::down-arrow {{ image: url("{chevron-down}"); width: 16px; height: 16px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 20px; }}
QAbstractSpinBox::up-arrow {{ image: url("{chevron-up}"); width: 12px; height: 12px; }}
QAbstractSpinBox::down-arrow {{ image: url("{chevron-down}"); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ background: {raised}; border: 1px solid {line_strong}; padding: 3px; }}

QCheckBox, QRadioButton {{ spacing: 8px; border: 2px solid transparent; border-radius: 5px; padding: 2px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {focus}; }}
QCheckBox::indicator, QAbstractItemView::indicator {{ width: 16px; height: 16px; border: 1px solid {border};
    border-radius: 4px; background: {surface}; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{ background: {accent};
    border-color: {accent}; image: url("{check-small}"); }}
QCheckBox::indicator:indeterminate {{ background: {accent}; border-color: {accent};
    image: url("{minus-small}"); }}
QCheckBox::indicator:disabled {{ background: {sunken}; border-color: {line_strong}; }}

QRadioButton::indicator {{ width: 16px; height: 16px; border: 1px solid {border}; border-radius: 9px;
    background: {surface}; }}
QRadioButton::indicator:checked {{ width: 8px; height: 8px; border: 5px solid {accent};
    background: {on_accent}; }}
QRadioButton::indicator:disabled {{ background: {sunken}; border-color: {line_strong}; }}

QGroupBox {{ border: none; margin-top: {group_top}px; padding-top: 8px; }}
QGroupBox::title {{ subcontrol-origin: margin; subcontrol-position: top left; color: {text_secondary}; }}

QAbstractItemView {{ background: {surface}; color: {text}; border: 1px solid {line_strong};
    border-radius: 5px; outline: none; alternate-background-color: {sunken};
    selection-background-color: {accent_soft}; selection-color: {on_accent_soft}; }}
QAbstractItemView:focus {{ border: 2px solid {focus}; }}
QListView::item, QTreeView::item {{ padding: 4px 8px; min-height: {line_height}px; border-radius: 4px; }}
QTreeView[role="plain"]::item, QTreeView[role="close"]::item {{ padding: 4px; }}
QTreeView::item:first {{ border-top-right-radius: 0; border-bottom-right-radius: 0; }}
QTreeView::item:middle {{ border-radius: 0; }}
QTreeView::item:last {{ border-top-left-radius: 0; border-bottom-left-radius: 0; }}
QTableView::item {{ padding: 0 8px; }}
QAbstractItemView::item:hover {{ background: {hover}; }}
QAbstractItemView::item:selected {{ background: {accent_soft}; color: {on_accent_soft}; }}
QTableView {{ gridline-color: {line}; }}
QAbstractItemView[role="plain"] {{ background: transparent; border: 2px solid transparent; }}
QAbstractItemView[role="plain"]:focus {{ border-color: {focus}; }}
QHeaderView {{ background: {sunken}; border: none; }}
QHeaderView::section {{ background: {sunken}; color: {text_secondary}; border: none;
    border-bottom: 1px solid {line_strong}; padding: 4px 11px; font-weight: normal; }}
QTableCornerButton::section {{ background: {sunken}; border: none; }}

QTabWidget::pane {{ border: none; border-top: 1px solid {line_strong}; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{ background: transparent; color: {text_secondary}; border: 2px solid transparent;
    padding: 6px 14px; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; }}
QTabBar::tab:focus {{ border: 2px solid {focus}; border-radius: 5px; }}

QMenuBar {{ background: {sunken}; }}
QMenuBar::item {{ padding: 4px 10px; background: transparent; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {hover}; }}
QMenu {{ background: {raised}; border: 1px solid {line_strong}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {accent_soft}; color: {on_accent_soft}; }}
QMenu::item:disabled {{ color: {text_disabled}; }}
QMenu::separator {{ height: 1px; background: {line_strong}; margin: 4px 8px; }}

QProgressBar {{ background: {pressed}; border: none; border-radius: 2px; max-height: 4px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 2px; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {line_strong}; background-clip: padding; border: 3px solid transparent;
    border-radius: 5px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {border}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def stylesheet(
    palette: Palette, sizes: Mapping[str, float], arrows: Mapping[str, str], line_pixels: int
) -> str:
    """The sheet for a palette; ``sizes`` are points by ``Text`` name, ``arrows`` file paths by icon name.

    ``line_pixels`` is how high a line of the base font is: no field is lower, whatever the font.
    """
    base_pixels = sizes["BASE"] * 96 / 72
    line_height = max(line_pixels, 4 * round(base_pixels * 1.3 / 4))
    values = {
        **palette_colours(palette),
        **_badge_colours(palette),
        **{name: f"{points:.2f}" for name, points in sizes.items()},
        **arrows,
        "line_height": str(line_height),
        # Qt keeps a pixel above and below a field's line, and takes min-height for its least height.
        "field_height": str(line_height + 2),
        "icon": str(4 * max(4, round(base_pixels / 4))),
        "group_top": str(4 * round(base_pixels * 1.6 / 4)),
    }
    return _SHEET.format_map(values)


def _badge_colours(palette: Palette) -> dict[str, str]:
    """The colours of the badges: those of the states that they count, by ``waiting_fill`` and the like."""
    names: tuple[State, ...] = ("waiting", "request", "booked", "held")
    return {
        f"{name}_{part}": getattr(palette.states[name], part)
        for name in names
        for part in ("fill", "edge", "text")
    }
