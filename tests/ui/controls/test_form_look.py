"""Forms look as they are: a locked line is sunken, and a form stands on its panel's ground."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QLineEdit, QSplitter, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from medic_desk.ui.controls.form_field import FormField, set_read_only
from medic_desk.ui.controls.side_panel import SidePanel
from medic_desk.ui.theme import Theme


def ground(widget: QWidget) -> QColor:
    """The colour in the lower right corner, within the edge."""
    image = widget.grab().toImage()
    return image.pixelColor(image.width() - 12, image.height() - 8)


def test_a_line_that_is_locked_looks_so_and_no_longer_once_it_is_open(qtbot: QtBot, theme: Theme) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    for is_read_only in (False, True, False):
        set_read_only(line, is_read_only=is_read_only)
        assert line.isReadOnly() == is_read_only
        wanted = theme.palette.sunken if is_read_only else theme.palette.surface
        assert ground(line) == theme.colour(wanted)


def test_a_form_stands_on_the_ground_of_its_panel(qtbot: QtBot, theme: Theme) -> None:
    form = QWidget()
    QVBoxLayout(form).addWidget(QLineEdit())
    panel = SidePanel(form)
    qtbot.addWidget(panel)
    panel.resize(300, 300)
    panel.show()
    assert ground(panel) == theme.colour(theme.palette.surface)


def test_a_panel_asks_for_the_width_of_its_form_and_shows_what_has_focus(qtbot: QtBot, theme: Theme) -> None:
    form = QWidget()
    lines = QVBoxLayout(form)
    for _ in range(20):
        last = QLineEdit()
        lines.addWidget(last)
    label = QLabel("A name")
    lines.addWidget(label)
    panel = SidePanel(form)
    qtbot.addWidget(panel)
    panel.show()
    before = panel.minimumSizeHint().width()
    assert before > form.minimumSizeHint().width()
    label.setText(
        "A name that is far too long to be read in the room that there was for the short one before"
    )
    panel.resize(panel.minimumSizeHint().width(), 200)
    assert panel.minimumSizeHint().width() > before
    qtbot.waitUntil(lambda: panel.viewport().width() >= form.minimumSizeHint().width())
    assert last.visibleRegion().isEmpty()
    last.setFocus()
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())


def test_a_form_that_was_told_its_least_width_is_not_scrolled_sideways(qtbot: QtBot, theme: Theme) -> None:
    form = QWidget()
    QVBoxLayout(form).addWidget(QLineEdit())
    form.setMinimumWidth(form.minimumSizeHint().width() + 200)
    whole = QSplitter()
    qtbot.addWidget(whole)
    whole.addWidget(QTextEdit())
    whole.addWidget(SidePanel(form))
    whole.setStretchFactor(0, 1)
    whole.resize(600, 300)
    whole.show()
    panel = whole.widget(1)
    assert isinstance(panel, SidePanel)
    assert panel.horizontalScrollBar().maximum() == 0


def test_what_is_said_of_the_field_with_focus_is_seen(qtbot: QtBot, theme: Theme) -> None:
    form = QWidget()
    lines = QVBoxLayout(form)
    for _ in range(20):
        field = FormField(theme, "A name", QLineEdit())
        lines.addWidget(field)
    panel = SidePanel(form)
    qtbot.addWidget(panel)
    panel.resize(panel.sizeHint().width(), 200)
    panel.show()
    field.field.setFocus()
    qtbot.waitUntil(lambda: not field.field.visibleRegion().isEmpty())
    field.say("What is wrong with it, in as many words as it takes to be told")
    qtbot.waitUntil(lambda: field.visibleRegion().boundingRect() == field.rect() and bool(field.said))
