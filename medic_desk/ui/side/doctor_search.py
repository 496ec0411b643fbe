"""Which doctors a typed text means: by name, specialty or house, in Greek, Latin or greeklish (no Qt)."""

from collections.abc import Iterable

from medic_desk.model.clinic.clinic import Clinic, Doctor, collation_key
from medic_desk.model.patients.name_fold import fold, fold_typed


def words_to_find(*texts: str | None) -> frozenset[str]:
    """The beginnings that a typed word is looked for among: each word as it is written, and as it sounds."""
    written = {word for text in texts for word in collation_key(text or "").split()}
    return frozenset(written | {word for text in texts for word in fold(text or "").split()})


def words_of_doctor(doctor: Doctor, clinic: Clinic) -> frozenset[str]:
    """What finds a doctor: the name, the specialty, the houses and the places in them."""
    places = [one for one in clinic.locations if one.doctor_id == doctor.id and one.is_active]
    houses = {one.clinic_site_id for one in places}
    names = [site.name for site in clinic.sites if site.id in houses]
    return words_to_find(doctor.full_name, doctor.specialty, *names, *(one.name for one in places))


def is_meant(typed: str, words: Iterable[str]) -> bool:
    """Whether each typed word begins one of ``words``; nothing typed means all.

    The last word is still being typed unless a space follows it.
    """
    words = tuple(words)
    parts = typed.split()
    return all(_begins(part, words, is_whole=part is not parts[-1] or typed[-1:].isspace()) for part in parts)


def _begins(part: str, words: tuple[str, ...], *, is_whole: bool) -> bool:
    keys = {collation_key(part), fold(part)}
    if not is_whole:
        keys.add(fold_typed(part))
    return any(word.startswith(key) for key in keys - {""} for word in words)
