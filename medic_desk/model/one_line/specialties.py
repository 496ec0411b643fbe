"""What doctors of a specialty are called: καρδιολόγος, cardiologist."""

from medic_desk.model.one_line.greek_cases import forms
from medic_desk.model.one_line.spelling import plain

_ENGLISH = {
    "καρδιολογια": "cardiologist cardiology",
    "παθολογια": "internist internal-medicine",
    "παιδιατρικη": "paediatrician pediatrician paediatrics pediatrics",
    "δερματολογια": "dermatologist dermatology",
    "γυναικολογια": "gynaecologist gynecologist gynaecology gynecology",
    "ορθοπαιδικη": "orthopaedist orthopedist orthopaedics orthopedics",
    "ορθοπεδικη": "orthopaedist orthopedist orthopaedics orthopedics",
    "φυσικοθεραπεια": "physiotherapist",
    "ακτινολογια": "radiologist radiology",
    "γενικη ιατρικη": "gp general-practitioner",
    "ενδοκρινολογια": "endocrinologist endocrinology",
    "ωτορινολαρυγγολογια": "ent",
    "νευρολογια": "neurologist neurology",
    "οφθαλμολογια": "ophthalmologist ophthalmology",
    "ουρολογια": "urologist urology",
    "ψυχιατρικη": "psychiatrist psychiatry",
    "ψυχολογια": "psychologist psychology",
    "οδοντιατρικη": "dentist",
    "χειρουργικη": "surgeon",
    "πνευμονολογια": "pulmonologist",
    "γαστρεντερολογια": "gastroenterologist",
    "ρευματολογια": "rheumatologist",
}
_GREEK = {
    "γενικη ιατρικη": ("γενικός γιατρός", "γενικό γιατρό", "γενική γιατρός"),
    "ωτορινολαρυγγολογια": ("ωρλ", "ωτορινολαρυγγολόγος"),
    "ορθοπαιδικη": ("ορθοπεδικός", "ορθοπεδικό"),
    "οφθαλμολογια": ("οφθαλμίατρος", "οφθαλμίατρο"),
    "χειρουργικη": ("χειρουργός", "χειρουργό"),
    "φυσικοθεραπεια": ("φυσιοθεραπευτής", "φυσιοθεραπευτή", "φυσιοθεραπεύτρια"),
}
_PERSONS = (
    ("λογια", ("λογοσ",)),
    ("ιατρικη", ("ιατροσ",)),
    ("θεραπεια", ("θεραπευτησ", "θεραπευτρια")),
    ("ικη", ("ικοσ",)),
)


def person_names(specialty: str) -> tuple[str, ...]:
    """The phrases that call a doctor of the specialty, in all cases, and the specialty itself."""
    key = plain(specialty).strip()
    found = [key, *_GREEK.get(key, ())]
    for ending, persons in _PERSONS:
        if key.endswith(ending):
            for person in persons:
                found += forms(key[: -len(ending)] + person)
            break
    found += [word.replace("-", " ") for word in _ENGLISH.get(key, "").split()]
    return tuple(dict.fromkeys(found))
