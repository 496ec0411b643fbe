"""The station of the typed line: each kind of line, its questions, a new patient, its message."""

from medic_desk.model.store.errors import ConnectionLost
from medic_desk.ui.words.errors import error_sentence
from tests.ui.clipping.stations import main_window
from tests.ui.clipping.walk import Walk

_LINES = (
    "Παπαδόπουλος ΗΚΓ τώρα",
    "Παπαδόπουλος εμβόλιο την άλλη Τρίτη 10 45λ 30 ετών 25:00",
    "Παπαδόπουλος αύριο",
    "Παπαδημητρακοπούλου Αλεξάνδρα ακτινογραφία πρώτο ελεύθερο",
    "ακύρωση Παπαδόπουλος",
    "6940000000",
    "Τρίτη",
    "σκούρα χρώματα",
)
"""Lines in which everything that a line may say is said once."""


def one_line(walk: Walk) -> None:
    """The typed line: empty, asking, a guess, a whole line, nothing free, a new patient, its message."""
    with main_window(walk) as window:
        line = window.one_line.made()
        line.open()
        walk.measure(line.view, "one line empty")
        for text in _LINES:
            line.view.line.setText(text)
            walk.until(lambda: not line.understanding.is_asking, "what the line says")
            walk.measure(line.view, "one line")
            if text is _LINES[0]:
                walk.measure(window, "one line over the day")
        line.view.line.setText(_LINES[0])
        walk.until(lambda: not line.understanding.is_asking, "the patients")
        line.choosing.take(line.view.answers.rows[0].key)
        walk.until(lambda: not line.understanding.is_asking, "what the line says")
        walk.measure(line.view, "one line of a patient")
        line.choosing.take_patient(line.understanding.patients.entries[0])
        walk.until(lambda: not line.understanding.is_asking, "what the line says")
        line.choosing.begin_new()
        walk.until(lambda: not line.view.form.is_asking, "the likely duplicates")
        walk.measure(line.view, "one line new patient")
        line.view.message.say(
            error_sentence(ConnectionLost()), (("Παρασκευή 27/11 στις 10:15", _do_nothing),) * 3
        )
        line.view.stand()
        walk.measure(line.view, "one line message")
        line.choosing.give_new_up()
        line.escape()


def _do_nothing() -> None:
    """What a choice of a measured banner does."""
