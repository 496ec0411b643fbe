"""The station of the worklist on the walk: its rows, its panel in each state, its questions, and illness."""

from medic_desk.model.store.errors import ConnectionLost
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.worklist.ill_today import IllTodayDialog
from tests.ui.clipping.stations import doctors_of, main_window, nothing
from tests.ui.clipping.walk import Walk


def worklist(walk: Walk) -> None:
    """The worklist: being read, its rows, each state of the panel, its questions, and nobody to call."""
    with main_window(walk) as window:
        window.worklist.open()
        page = window.worklist.page
        assert page is not None
        walk.measure(window, "worklist", while_reading=True)
        walk.until(lambda: bool(page.list.rows), "the worklist")
        walk.until(
            lambda: all(row.fits is not None for row in page.list.rows if row.item and row.item.is_open),
            "the proposals",
        )
        for group in page.reading.groups:
            page.choose_group(group.key)
            for row in [row for row in page.list.rows if row.item is not None][:6]:
                page.list.choose(row.key)
                page.list.row_chosen.emit(row.key)
                walk.measure(window, "worklist")
            for button in page.head.filters.buttons():
                button.click()
                walk.measure(window, "worklist filter")
            page.head.filters.buttons()[0].click()
        page.head.undo_all_button.click()
        walk.measure(window, "worklist undo all")
        page.message.say(error_sentence(ConnectionLost()), (("Παρασκευή 27/11 στις 10:15", nothing),) * 3)
        walk.measure(window, "worklist message")
        window.worklist.close()
        doctor = next(iter(doctors_of(walk)))
        ill = IllTodayDialog(walk.desk, walk.theme, doctor, window)
        with walk.opened(ill, lambda: bool(ill.affected.heading.text())):
            walk.measure(ill, "ill today")
            ill.message.say(error_sentence(ConnectionLost()))
            walk.measure(ill, "ill today message")
