"""Scenarios: the engine's questions and answers as JSON."""

from medic_desk.engine.scenario.columns import Columns, ScenarioError
from medic_desk.engine.scenario.scenario import answer, load_scenario

__all__ = ["Columns", "ScenarioError", "answer", "load_scenario"]
