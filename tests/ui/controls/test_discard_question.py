"""Losing what was typed takes a person's word, and so does closing while nobody knows what was done."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from medic_desk.model.store.errors import ConnectionLost, StoreUnreachable
from medic_desk.ui.controls.discard_question import DiscardQuestion
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.unknown_outcome import say_unknown
from medic_desk.ui.desk.attempt import Attempt
from medic_desk.ui.theme import Theme
from tests.ui.staff import button, click


class PostedActs(QObject):
    """Stands for the desk: keeps the answer to the act it is given."""

    refuse: Callable[[Exception], None]
    sent = 0

    def act(self, *posted: Any) -> None:
        self.sent += 1
        self.refuse = posted[-1]


class Form(QWidget):
    """A field, a banner and a question; ``lost`` are the steps that were taken."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.desk = PostedActs(self)
        self.attempt = Attempt(self.desk, self)  # type: ignore[arg-type]
        self.field = QLineEdit()
        self.message = MessageBanner(theme)
        self.question = DiscardQuestion(self.message, self.attempt, self)
        self.lost: list[str] = []
        column = QVBoxLayout(self)
        column.addWidget(self.message)
        column.addWidget(self.field)
        column.addWidget(QPushButton("Save"))

    def lose_answer(self) -> None:
        self.attempt.send(print, "request", print, self.on_failed)
        self.desk.refuse(ConnectionLost())

    def on_failed(self, error: Exception) -> None:
        say_unknown(self.message, self.attempt, error)

    def close_it(self) -> None:
        self.lost.append("closed")

    def leave(self) -> None:
        self.lost.append("left")


@pytest.fixture
def form(qtbot: QtBot, theme: Theme) -> Form:
    made = Form(theme)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.field.setFocus()
    qtbot.waitUntil(made.field.hasFocus)
    return made


def words(form: Form) -> tuple[str, list[str]]:
    return form.message.text, [one.text() for one in form.message.buttons]


def test_two_buttons_answer_and_enter_loses_nothing(form: Form) -> None:
    form.question.ask(form.leave)
    assert words(form) == ("Discard what you typed?", ["Discard", "Go on"])
    assert form.question.is_asked
    going_on = button(form.message.buttons, "Go on")
    assert going_on.hasFocus()
    QTest.keyClick(going_on, Qt.Key.Key_Return)
    assert (form.message.text, form.lost) == ("", [])
    assert form.field.hasFocus()
    form.question.ask(form.leave)
    click(button(form.message.buttons, "Discard"))
    assert (form.message.text, form.lost) == ("", ["left"])


def test_asking_twice_to_close_is_an_answer_and_another_question_in_between_is_none(form: Form) -> None:
    question = form.question
    assert question.may_close(form.close_it, is_typed=False)
    assert not question.may_close(form.close_it, is_typed=True)
    assert question.may_close(form.close_it, is_typed=True)
    question.ask(form.leave)
    assert not question.may_close(form.close_it, is_typed=True)
    form.message.hide()
    assert not question.is_asked
    assert not question.may_close(form.close_it, is_typed=True)
    click(button(form.message.buttons, "Discard"))
    assert form.lost == ["closed"]


def test_nothing_closes_while_an_act_is_under_way(form: Form) -> None:
    form.attempt.send(print, "request", print, print)
    assert not form.question.may_close(form.close_it, is_typed=False)
    assert form.message.text == ""
    form.desk.refuse(StoreUnreachable("silent"))
    assert form.question.may_close(form.close_it, is_typed=False)


def test_an_unknown_outcome_is_said_with_its_one_button_and_asked_about_before_closing(form: Form) -> None:
    form.lose_answer()
    said, offered = words(form)
    assert said.startswith("No answer came, so it is not known")
    assert offered == ["Try again"]
    assert form.message.buttons[0].hasFocus()
    click(form.message.buttons[0])
    form.desk.refuse(StoreUnreachable("refused"))
    assert "no database server runs there" in form.message.text
    assert "not known whether this was done" in form.message.text
    assert not form.question.may_close(form.close_it, is_typed=True)
    assert words(form) == (
        "It is not known whether this was done. Close all the same?",
        ["Close", "Try again"],
    )
    click(button(form.message.buttons, "Try again"))
    assert (form.desk.sent, form.attempt.is_busy) == (3, True)
    form.desk.refuse(ConnectionLost())
    assert not form.question.may_close(form.close_it, is_typed=True)
    click(button(form.message.buttons, "Close"))
    assert form.lost == ["closed"]
