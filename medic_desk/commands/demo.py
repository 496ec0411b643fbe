"""``medic-desk demo``: an invented clinic on a private server, to look at, to try things on, to be shown."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from medic_desk.diagnostics import add_verbose_argument, start_log
from medic_desk.loading import load_module
from medic_desk.model.demo import SEED, DemoHeld, DemoOpened, open_demo
from medic_desk.model.embedded import EmbeddedServer
from medic_desk.settings import Settings, has_display, read_settings

_TOUR_FOLDER = Path("tour")
_TOUR_SCREEN = {
    "name": "desk", "x": 0, "y": 0, "width": 1920, "height": 1200,
    "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1,
}  # fmt: skip
"""The screen of the tour's pictures: Qt's own is 800 by 800, and no window opens larger than its screen."""

_STALE_AFTER_DAYS = 7
_CLINIC_ZONE = "Europe/Athens"
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
"""The years for which a demo can be made."""


def run(argv: Sequence[str]) -> int:
    """Run the demo with the arguments after ``demo``; returns the exit status.

    0: the window was closed, or the tour's pictures are in their folder. 1: the existing demo is not the one
    asked for, or the window could not open. 2: an invalid command line. Errors of the server and of the
    database are raised; ``medic_desk.__main__`` prints their sentences.
    """
    arguments = _parser().parse_args(argv)
    start_log(arguments, os.environ)
    # The demo is always on the private server: a shared database is a real clinic's.
    environment = {key: value for key, value in os.environ.items() if key != "MEDIC_DESK_DATABASE"}
    settings = read_settings(arguments, environment)
    wanted = DemoHeld(
        seed=SEED if arguments.seed is None else arguments.seed,
        today=arguments.date or _today(),
        at=_time_of_day() if arguments.time is None else arguments.time,
    )
    print("Starting the private database …", flush=True)
    with EmbeddedServer(settings.data_directory) as server:
        opened = open_demo(server, wanted, fresh=arguments.fresh, tell=_tell)
        print(_described(opened), flush=True)
        if _is_another(opened.held, arguments):
            print("Add --fresh to make the one you asked for in its place.", file=sys.stderr)
            return 1
        if opened.loaded is None:
            _warn_of_age(opened.held, _today())
        if arguments.load_only:
            return 0
        settings = replace(settings, database_url=opened.url)
        if arguments.tour is None and has_display(os.environ):
            return _open_window(settings, server)
        folder = (arguments.tour or _TOUR_FOLDER).absolute()
        if arguments.tour is None:
            print("There is no display to open a window on.")
        print(f"Drawing every window into {folder} …", flush=True)
        return _render_tour(settings, folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="medic-desk demo",
        description="Open an invented clinic on a private server. What is typed in it is kept until --fresh.",
    )
    parser.add_argument(
        "--fresh", action="store_true", help="make the demo anew; what was typed in it is gone"
    )
    parser.add_argument(
        "--tour", metavar="DIR", type=Path, help="open no window; put a picture of every one into DIR"
    )
    parser.add_argument("--load-only", action="store_true", help="make the demo and open nothing")
    parser.add_argument("--seed", metavar="N", type=int, help=f"another clinic (default {SEED})")
    parser.add_argument(
        "--date", metavar="YYYY-MM-DD", type=_date, help="the demo's day (default: today in Athens)"
    )
    parser.add_argument(
        "--time", metavar="HH:MM", type=_time, help="what has happened by then (default: now in Athens)"
    )
    parser.add_argument(
        "--data-dir",
        "--data-directory",
        dest="data_directory",
        metavar="DIR",
        type=Path,
        help="where the private server's data lies (or MEDIC_DESK_DATA_DIRECTORY)",
    )
    parser.add_argument("--desk-name", metavar="NAME", help="what other desks call this one")
    parser.add_argument("--language", choices=("en", "el"), help="the language of the windows")
    add_verbose_argument(parser)
    parser.set_defaults(database=None)
    return parser


def _date(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no date; write it as 2026-11-23") from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise argparse.ArgumentTypeError(f"“{text}”: the demo lives between {_FIRST_YEAR} and {_LAST_YEAR}")
    return day


def _time(text: str) -> time:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - a time of the clinic's wall clock
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no time of day; write it as 09:30") from None


def _today() -> date:
    return datetime.now(ZoneInfo(_CLINIC_ZONE)).date()


def _time_of_day() -> time:
    return datetime.now(ZoneInfo(_CLINIC_ZONE)).time().replace(second=0, microsecond=0)


def _tell(sentence: str) -> None:
    print(sentence, flush=True)


def _described(opened: DemoOpened) -> str:
    if opened.loaded is None:
        return f"The demo clinic of {opened.held.today:%d/%m/%Y} (seed {opened.held.seed}) is here."
    loaded = opened.loaded
    return (
        f"Made {loaded.rows['doctors']} doctors, {loaded.rows['appointment_types']} services, "
        f"{loaded.rows['patients']} patients and {loaded.rows['appointments']} appointments: "
        f"planned in {loaded.plan_seconds:.1f} s, written in {loaded.write_seconds:.1f} s."
    )


def _is_another(held: DemoHeld, arguments: argparse.Namespace) -> bool:
    """Whether a seed, a date or a time was asked for that is not the existing demo's."""
    asked = ((arguments.seed, held.seed), (arguments.date, held.today), (arguments.time, held.at))
    return any(wish is not None and wish != is_held for wish, is_held in asked)


def _warn_of_age(held: DemoHeld, today: date) -> None:
    days = abs((today - held.today).days)
    if days > _STALE_AFTER_DAYS:
        print(
            f"This demo was made for {held.today:%d/%m/%Y}, {days} days from today, and what was typed in it "
            "is kept. For a calendar around today: medic-desk demo --fresh.",
            flush=True,
        )


def _open_window(settings: Settings, server: EmbeddedServer) -> int:
    status: int = load_module("medic_desk.app").run(settings, server)
    return status


def _render_tour(settings: Settings, folder: Path) -> int:
    # Before Qt loads: without a display it would end the process, and with one it would show windows.
    with tempfile.TemporaryDirectory() as told:
        screens = Path(told) / "screens.json"
        screens.write_text(json.dumps({"screens": [_TOUR_SCREEN]}), encoding="utf-8")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"
        status: int = load_module("medic_desk.app").run_tour(settings, folder)
    return status
