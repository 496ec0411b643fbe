"""Why two patients may be one person, in words."""

from PySide6.QtCore import QCoreApplication

from medic_desk.model.patients.duplicate_pairs import DuplicatePair

translate = QCoreApplication.translate


def why_alike(pair: DuplicatePair) -> tuple[str, ...]:
    """What two patients have in common, what weighs most first; a shared phone alone may be a family's."""
    if pair.name is None and not pair.has_same_birth_date:
        return (
            translate("Duplicates", "same phone alone"),
            translate("Duplicates", "perhaps of one family"),
        )
    names = {
        "same": translate("Duplicates", "same name"),
        "spelling": translate("Duplicates", "same name, spelled otherwise"),
        "short_form": translate("Duplicates", "short form of the first name"),
        "swapped": translate("Duplicates", "first and last name changed over"),
        "last_name": translate("Duplicates", "same last name, first name missing"),
    }
    told = [names[pair.name]] if pair.name is not None else []
    if pair.has_same_birth_date:
        told.append(translate("Duplicates", "same birth date"))
    if pair.has_same_phone:
        told.append(translate("Duplicates", "same phone"))
    return tuple(told)
