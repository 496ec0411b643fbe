"""Several desks in a program of their own, which all show one doctor's week until they are told to leave.

Run as ``python -m tests.benchmarks.other_desks URL DOCTOR DAY HOW_MANY``; says ``ready`` when all are live.
"""

import sys
import threading
from datetime import date

from PySide6.QtCore import QCoreApplication, QMetaObject, Qt, QTimer

from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import Jobs


def main() -> None:
    url, doctor_id, day, how_many = sys.argv[1:]
    application = QCoreApplication(sys.argv)
    stores = [Store(url, f"other desk {number}") for number in range(int(how_many))]
    jobs = [Jobs() for _ in stores]
    desks = [Desk(store, some, "other") for store, some in zip(stores, jobs, strict=True)]
    clinic = stores[0].do(read_clinic)
    for desk in desks:
        desk.open(clinic)
        desk.show((doctor_id,), date.fromisoformat(day), 7)

    def look() -> None:
        if all(desk.is_live and desk.weeks for desk in desks):
            looking.stop()
            print("ready", flush=True)

    def wait_for_the_end() -> None:
        sys.stdin.readline()
        QMetaObject.invokeMethod(application, "quit", Qt.ConnectionType.QueuedConnection)

    looking = QTimer()
    looking.timeout.connect(look)
    looking.start(20)
    threading.Thread(target=wait_for_the_end, daemon=True).start()
    application.exec()
    for desk, some, store in zip(desks, jobs, stores, strict=True):
        desk.close()
        some.close()
        store.close()


if __name__ == "__main__":
    main()
