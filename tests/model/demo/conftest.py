"""One planned demo clinic, which the tests of its parts read."""

from datetime import date

import pytest

from medic_desk.model.demo import DemoPlan, plan_demo

SEED, TODAY = 7, date(2026, 11, 23)


@pytest.fixture(scope="session")
def plan() -> DemoPlan:
    return plan_demo(SEED, TODAY)
