"""The demo clinic: planned from ``resources/demo``, the same for the same seed and date, and loaded."""

from medic_desk.model.demo.database import DATABASE, DemoInUse, DemoOpened, open_demo
from medic_desk.model.demo.load import DatabaseNotEmpty, DemoHeld, DemoLoaded, load_demo, read_held_demo
from medic_desk.model.demo.plan import SEED, DemoPlan, plan_demo

__all__ = [
    "DATABASE",
    "SEED",
    "DatabaseNotEmpty",
    "DemoHeld",
    "DemoInUse",
    "DemoLoaded",
    "DemoOpened",
    "DemoPlan",
    "load_demo",
    "open_demo",
    "plan_demo",
    "read_held_demo",
]
