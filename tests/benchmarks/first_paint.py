"""One start of the program until its calendar is painted, timed from the moment its process was made.

Run as ``python -m tests.benchmarks.first_paint STARTED MEMORY URL`` offscreen, where STARTED is the system's
monotonic clock at that moment, MEMORY a settings file that remembers the person, and URL a running database.
Prints ``name seconds`` a line for each step. With ``bare`` in place of MEMORY it opens an empty window with
the same libraries instead, after one statement on the same database: the floor.
"""

import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication


def main() -> None:
    """Open what the arguments say, and leave after the first paint."""
    started, memory, url = float(sys.argv[1]), sys.argv[2], sys.argv[3]
    steps = _open_bare(url) if memory == "bare" else _open(Path(memory), url)
    for name, at in steps:
        print(f"{name}\t{at - started:.4f}")


def _open_bare(url: str) -> list[tuple[str, float]]:
    import psycopg
    import sqlalchemy
    import sqlalchemy.dialects.postgresql
    import sqlalchemy.orm
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    steps = [("imported", time.monotonic())]
    application = QApplication(sys.argv[:1])

    class Bare(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            steps.append(("painted", time.monotonic()))
            QTimer.singleShot(0, application.quit)

    with sqlalchemy.create_engine(url, module=psycopg).connect() as connection:
        connection.execute(sqlalchemy.text("SELECT 1"))
    window = Bare()
    window.show()
    application.exec()
    return steps


def _open(memory: Path, url: str) -> list[tuple[str, float]]:
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from medic_desk.loading import load_module

    # As the command does that opens the window.
    load_module("medic_desk.app")
    from medic_desk.app import Program
    from medic_desk.settings import Settings
    from medic_desk.ui.window.memory import Memory

    steps = [("imported", time.monotonic())]
    application = QApplication(sys.argv[:1])
    settings = Settings(database_url=url, data_directory=memory.parent, desk_name="Bench", language="en")
    program = Program(settings, Memory(memory))

    class Watch(QObject):
        """Notes the first paint of days that were read."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            del watched
            picture = program.window.calendar.week.picture if program.window is not None else None
            if event.type() == QEvent.Type.Paint and picture is not None and not picture.is_reading:
                # The event is still to be answered: what it paints stands when the loop comes back.
                QTimer.singleShot(0, partial(_leave, steps, application))
            return False

    watch = Watch()

    def press() -> None:
        # The person is remembered: nobody is waited for.
        assert program.opening is not None
        steps.append(("reached", time.monotonic()))
        QTimer.singleShot(0, program.opening.open_button.click)

    def look() -> None:
        assert program.window is not None
        steps.append(("window", time.monotonic()))
        program.window.calendar.week.viewport().installEventFilter(watch)

    program.start()
    assert program.opening is not None
    program.opening.reached.connect(press)
    program.opening.accepted.connect(look)
    application.exec()
    program.stop()
    return steps


def _leave(steps: list[tuple[str, float]], application: "QCoreApplication") -> None:
    if steps[-1][0] != "painted":
        steps.append(("painted", time.monotonic()))
        application.quit()


if __name__ == "__main__":
    main()
