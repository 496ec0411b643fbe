"""That nobody is found: where was looked, what to try, and the key to a new patient."""

from PySide6.QtCore import QCoreApplication

from medic_desk.model.patients.typed import take_apart

translate = QCoreApplication.translate


def nobody_found(typed: str) -> str:
    """The sentences below a patient search that found nobody; ``typed`` is what was looked for."""
    parts = take_apart(typed)
    if len(typed.split()) > 1 and parts.number_of_parts > 1:
        tried = translate(
            "NobodyFound",
            "Nobody is found whom all of these words fit. Try fewer of them, or the phone.",
        )
    elif parts.emails:
        tried = translate("NobodyFound", "Nobody is found with this e-mail. Try the name or the phone.")
    elif any(c.isdigit() for c in typed):
        tried = translate(
            "NobodyFound",
            "Nobody is found: no phone, file number, national number or birth date has these figures."
            " Try the name.",
        )
    else:
        tried = translate(
            "NobodyFound",
            "Nobody is found: no name is written or sounds like this, nor with one letter wrong."
            " Try the phone or the birth date.",
        )
    return f"{tried} {translate('NobodyFound', 'Enter: new patient.')}"
