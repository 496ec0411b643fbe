"""The stations of the walk at patients: finding one, the card in its states, two records side by side."""

from dataclasses import replace

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.patients.all_acts import PATIENT_ACTS
from medic_desk.model.patients.declared_acts import PatientResult
from medic_desk.model.patients.errors import CannotMerge, FileNumberTaken, StalePatient
from medic_desk.model.patients.fields import FIELD_NAMES, PatientFields
from medic_desk.model.patients.same_person import read_same_person
from medic_desk.model.store.errors import ConnectionLost
from medic_desk.ui.patients.window import PatientWindow
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.patient_acts import patient_done_sentence, patient_error_sentence
from tests.ui.clipping.walk import Walk
from tests.ui.staff import type_text

LONG_NAME = "Παπαδημητρακοπούλου-Κωνσταντινίδου Αλεξάνδρα"


_has_twin: dict[str, bool] = {}
"""Whether a patient of the demo was entered twice, for the walks that follow: none of them writes."""

WARNING = "Αμαξίδιο: αίθουσα στο ισόγειο. Να ενημερωθεί η κόρη της πριν από κάθε ραντεβού."


def patients(walk: Walk, window: MainWindow) -> None:
    """The window of patients, from the empty line to a merge, and the warning in the panel."""
    window.patients.look_for()
    shown = window.patients.window
    assert shown is not None
    _every_page(walk, shown)
    assert shown.leave()
    week = window.calendar.shown_week
    assert week is not None
    window.show_appointment(next(one.id for one in week.appointments if one.patient_id is not None))
    window.details.desk_warning.say(WARNING)
    walk.measure(window, "appointment panel warned")


def _every_page(walk: Walk, shown: PatientWindow) -> None:
    walk.measure(shown, "patients empty")
    type_text(shown.finder.line, "qqqqq")
    walk.until(lambda: "qqqqq" in shown.finder.line.text() and not shown.finder.results.entries, "nobody")
    walk.measure(shown, "patients nobody")
    _open_one_with_a_twin(walk, shown)
    walk.measure(shown, "patient card")
    _card(walk, shown)
    shown.card_pane.same_person.compare_button.click()
    walk.until(lambda: shown.pages.currentWidget() is shown.merge_pane, "the two records")
    walk.measure(shown, "merge")
    _say(shown, patient_error_sentence(CannotMerge("already_one")), "Άνοιγμα της άλλης")
    walk.measure(shown, "merge refused")
    shown.reject()
    shown.card_pane.same_person.other_button.click()
    # The buttons of what was said before are gone once the events are done with.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    walk.measure(shown, "other record")
    shown.reject()


def _open_one_with_a_twin(walk: Walk, shown: PatientWindow) -> None:
    """The card of the patient of the demo who was entered twice."""
    for name in ("papad", "papag", "vas", "geo", "nik", "kon", "a", "m", "k"):
        shown.finder.clear()
        type_text(shown.finder.line, name)
        walk.until(lambda: bool(shown.finder.results.entries), "the patients")
        walk.measure(shown, "patients found")
        for entry in shown.finder.results.entries:
            fields = PatientFields(
                last_name=entry.last_name,
                first_name=entry.first_name,
                birth_date=entry.birth_date,
                mobile_phone=entry.mobile_phone,
            )
            if entry.id not in _has_twin:
                _has_twin[entry.id] = bool(walk.store.do(read_same_person, entry.id, fields))
            if _has_twin[entry.id]:
                shown.open_patient(entry.id)
                walk.until(lambda: bool(shown.card_pane.same_person.list.entries), "the likely duplicates")
                return
    raise RuntimeError("nobody of the demo was entered twice")


def _card(walk: Walk, shown: PatientWindow) -> None:
    """Each field wrong, each written by somebody else meanwhile, the warning, and what is said of saving."""
    form, card = shown.form, shown.card
    assert card is not None
    whole = replace(
        card.fields,
        father_name="Κωνσταντίνος",
        phone="2310 123 456 (η κόρη της)",
        desk_warning=WARNING,
        notes="Αλλεργία στην πενικιλίνη.\nΈρχεται με συνοδό, προτιμά πρωινές ώρες.",
    )
    now = walk.desk.now()
    shown.card_pane.head.show_card(replace(card, fields=whole), minute_floor(now), now.date())
    form.show_patient(whole, has_unreadable_birth=True)
    walk.measure(shown, "patient card warned")
    for name in FIELD_NAMES:
        form.fields[name].editor.write("1")
    form.hear(replace(whole, **dict.fromkeys(set(FIELD_NAMES) - {"birth_date"}, LONG_NAME)))  # type: ignore[arg-type]
    walk.measure(shown, "patient card news")
    for field, code in (("last_name", "missing"), ("mobile_phone", "not_a_phone"), ("email", "not_an_email")):
        form.mark(InvalidField(field, code))
    for error in (StalePatient("", FIELD_NAMES, whole), FileNumberTaken("", LONG_NAME), ConnectionLost()):
        said = error_sentence(error) if isinstance(error, ConnectionLost) else patient_error_sentence(error)
        _say(shown, said, "Άνοιγμα της άλλης καρτέλας")
        walk.measure(shown, "patient card refused")
    merged = PatientResult(patient_id="", patient_name=LONG_NAME, moved=128)
    _say(shown, patient_done_sentence(PATIENT_ACTS["patients_merged"], merged), "Αναίρεση")
    walk.measure(shown, "patient card merged")
    shown.message.hide()
    form.show_patient(card.fields)


def _say(shown: PatientWindow, sentence: str, choice: str) -> None:
    """Say it with one choice; the buttons of what was said before are gone once the events are done with."""
    shown.message.say(sentence, ((choice, _nothing),))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _nothing() -> None:
    """What a choice of a measured banner does."""
