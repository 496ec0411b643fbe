"""What a refused act is called in words: none of the model's errors is left without a sentence of its own."""

import inspect

import pytest

import medic_desk.model.acts.errors as errors_of_acts
from medic_desk.model.acts.errors import ActMismatch, InvalidField, SlotRefused
from medic_desk.ui.words.errors import _ERRORS, error_sentence

REFUSALS = [
    error
    for _name, error in inspect.getmembers(errors_of_acts, inspect.isclass)
    if error.__module__ == errors_of_acts.__name__ and issubclass(error, Exception)
]


@pytest.mark.parametrize("error", REFUSALS)
def test_every_refusal_of_an_act_has_its_sentence(error: type[Exception]) -> None:
    assert error in _ERRORS or error in {SlotRefused, InvalidField}


def test_an_id_that_means_two_acts_is_a_mistake_of_the_program() -> None:
    said = error_sentence(ActMismatch("1", expected="booked", found="moved"))
    assert said.startswith("The program mixed up two requests; nothing was changed.")
