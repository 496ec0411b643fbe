"""One planned demo clinic, which the tests of its parts read."""

from datetime import date

import pytest

from medic_desk.model.demo import DemoPlan
from tests.model.demo.planned import planned

SEED, TODAY = 7, date(2026, 11, 23)


@pytest.fixture(scope="module")
def plan() -> DemoPlan:
    return planned(SEED, TODAY)
