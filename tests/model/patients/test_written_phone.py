"""A phone's text: the number, and whose it is where it is not the patient's own."""

import pytest

from medic_desk.model.patients.written_phone import WrittenPhone, put_together, take_apart


@pytest.mark.parametrize(
    ("written", "number", "owner"),
    [
        (None, "", ""),
        ("", "", ""),
        ("6944000001", "6944000001", ""),
        ("694 400 0001 (μητέρα)", "694 400 0001", "μητέρα"),
        ("+30 (210) 123-4567 (της κόρης, Άννα 2)", "+30 (210) 123-4567", "της κόρης, Άννα 2"),
        ("2101234567 (123)", "2101234567 (123)", ""),
        ("(210) 1234567", "(210) 1234567", ""),
        ("(μητέρα)", "(μητέρα)", ""),
        ("6944000001 ( )", "6944000001 ( )", ""),
        ("  6944000001  ( son ) ", "6944000001", "son"),
    ],
)
def test_a_text_is_taken_apart(written: str | None, number: str, owner: str) -> None:
    assert take_apart(written) == WrittenPhone(number, owner)


@pytest.mark.parametrize(
    ("number", "owner", "written"),
    [
        ("6944000001", "", "6944000001"),
        (" 694 400 0001 ", " μητέρα ", "694 400 0001 (μητέρα)"),
        ("6944000001", "μητέρα (Άννα)", "6944000001 (μητέρα Άννα)"),
        ("", "μητέρα", ""),
    ],
)
def test_it_is_put_together_so_that_it_comes_apart_again(number: str, owner: str, written: str) -> None:
    assert put_together(number, owner) == written
    assert str(take_apart(written)) == written
