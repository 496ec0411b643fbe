"""Rule editors, each at a running desk of its own, for the tests that drive them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.engine.facts import Rule
from medic_desk.model.hours.doctor_hours import DoctorHours, read_hours
from medic_desk.model.store.store import Store
from medic_desk.ui.hours.editor import RuleEditor
from medic_desk.ui.theme import Theme
from tests.model.small_clinic import SmallClinic
from tests.ui.staff import Staff, click, desk_of

OpenEditor = Callable[..., RuleEditor]


@contextmanager
def editors(
    qtbot: QtBot, theme: Theme, store: Store, small: SmallClinic, staff: Staff
) -> Iterator[OpenEditor]:
    """Opens editors; all are closed at the end, whatever is typed in them."""
    with ExitStack() as stack:

        def opened(
            user_id: str = staff.manager, doctor_id: str = small.doctor_id, name: str = "Desk 1"
        ) -> RuleEditor:
            desk = stack.enter_context(desk_of(store, user_id, name))
            editor = RuleEditor(desk, theme, doctor_id)
            stack.callback(_close, editor)
            with qtbot.waitSignal(editor.shown):
                editor.open()
            return editor

        yield opened


def _close(editor: RuleEditor) -> None:
    if editor.isVisible():
        editor.done(0)
    editor.deleteLater()


def stands(store: Store, doctor_id: str) -> DoctorHours:
    return store.do(read_hours, doctor_id)


def rule_on(hours: DoctorHours, day: int) -> Rule:
    return next(rule for rule in hours.rules if rule.day_of_week == day)


def choose(editor: RuleEditor, rule: Rule) -> None:
    """Click a rule in the drawing."""
    QTest.mouseClick(
        editor.pane.overview, Qt.MouseButton.LeftButton, pos=editor.pane.overview.rect_of(rule.id).center()
    )
    assert editor.pane.form.rule_id == rule.id


def until_known(qtbot: QtBot, editor: RuleEditor) -> None:
    qtbot.waitUntil(lambda: editor.pane.effect.preview is not None)


def save(qtbot: QtBot, editor: RuleEditor) -> None:
    with qtbot.waitSignal(editor.saved):
        click(editor.save_button)
    qtbot.waitUntil(lambda: editor.draft is not None and not editor.draft.is_changed)
