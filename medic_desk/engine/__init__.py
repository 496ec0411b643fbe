"""The slot engine: which starts are free, which are not and why. Pure; the standard library only."""

from medic_desk.engine.columns import ScenarioError
from medic_desk.engine.scenario import answer, load_scenario
from medic_desk.engine.slots import free_slots, refused

__all__ = ["ScenarioError", "answer", "free_slots", "load_scenario", "refused"]
