"""The tour drives the real windows through a real booking and leaves a picture of each."""

from pathlib import Path

import psycopg
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QApplication

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.store.store import Store
from medic_desk.model.tables import PatientRow
from medic_desk.tour import render_tour
from tests.model.small_clinic import SmallClinic, add

STATIONS = [
    "opening", "day-by-doctors", "calendar-light", "calendar-dark", "appointment", "why-not", "booking-empty",
    "booking-search", "booking-filled", "booked", "booking-conflict", "booking-new-patient",
    "booking-discard", "cancel", "patient-card", "duplicates", "one-line", "ill-today", "worklist", "keys",
    "flow", "doctor-runs-late",
    "call-list", "calendar-1280x800", "calendar-2560x1440", "day", "calendar-empty",
]  # fmt: skip


def test_every_window_has_its_picture(
    qapp: QApplication, store: Store, small: SmallClinic, database_url: str, tmp_path: Path
) -> None:
    for first_name in ("Άννα", "Ελένη", "Μαρία"):
        store.do(add, PatientRow, first_name=first_name, last_name="Παπαδάκη", mobile_phone="6944000100")
    for day in (0, 1):
        for hour in (9, 10, 11, 12, 14, 15, 16):
            booking = small.booking(hour, starts_at=small.at(hour, days=day))
            perform(store, small.manager, book, booking)
    pictures = render_tour(store, store.do(read_clinic), "Desk 1", tmp_path)
    assert [path.stem[3:] for path in pictures] == STATIONS
    letter = QFontMetrics(qapp.font()).averageCharWidth()
    for path in pictures:
        picture = QImage(str(path))
        assert not picture.isNull()
        assert picture.width() >= 40 * letter, path
        sampled = (
            picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)
        )
        assert len(set(sampled)) > 10, path
    dark, light = (QImage(str(p)) for p in (pictures[3], pictures[2]))
    assert dark.pixelColor(4, 4).lightness() < 60
    assert light.pixelColor(4, 4).lightness() > 200
    with psycopg.connect(database_url) as connection:
        walk_ins = connection.execute(
            "SELECT status, created_by_actor_type, desk_name FROM appointments WHERE notes = 'Walk-in'"
        ).fetchall()
        rivals = connection.execute("SELECT count(*) FROM appointments WHERE desk_name = 'Reception 2'")
        assert walk_ins == [("cancelled", "receptionist", "Desk 1")]
        assert rivals.fetchone() == (1,)
        held = connection.execute("SELECT count(*) FROM appointments WHERE status = 'held'")
        assert held.fetchone() == (0,)
