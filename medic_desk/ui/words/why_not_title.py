"""What stands over and under the reasons of a minute: the chief one in few words, and who could lift it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.facts import Reason, WhyNot
from medic_desk.model.clinic.clinic import Person
from medic_desk.model.clinic.permissions import Permission, may
from medic_desk.model.exceptions.doctor_exceptions import CLOSURE_SOURCE, TIME_OFF_SOURCE
from medic_desk.ui.words.formats import moment
from medic_desk.ui.words.kept_hours import kept_sentence
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.unmet_needs import is_of_a_person
from medic_desk.ui.words.why_not import blocking_exception

translate = QCoreApplication.translate

_NAMED_AT_MOST = 3
"""So many of those who could lift a reason are named."""

_TITLES: dict[str, Callable[[], str]] = {
    "not_offered": lambda: translate("Reasons", "{moment}: not offered"),
    "past": lambda: translate("Reasons", "{moment} has passed"),
    "blocked": lambda: translate("Reasons", "{moment} is blocked"),
    "break": lambda: translate("Reasons", "{moment} is in a break"),
    "reserved": lambda: translate("Reasons", "{moment} is reserved"),
    "outside_hours": lambda: translate("Reasons", "{moment} is outside hours"),
    "busy": lambda: translate("Reasons", "{moment} is taken"),
    "buffer": lambda: translate("Reasons", "{moment} is too close to another appointment"),
    "resource": lambda: translate("Reasons", "{moment}: a room or machine is missing"),
    "location": lambda: translate("Reasons", "{moment}: not at this place"),
    "does_not_fit": lambda: translate("Reasons", "{moment} leaves too little time"),
    "notice": lambda: translate("Reasons", "{moment} is too soon"),
    "horizon": lambda: translate("Reasons", "{moment} is too far ahead"),
    "off_grid": lambda: translate("Reasons", "{moment} is no start"),
}
"""By the engine's code, the chief one first: what no other reason matters beside."""


def why_not_title(why: WhyNot, names: Names) -> str:
    """The minute and its chief reason, as in ``Thu 26/11 at 14:15 is outside hours``."""
    at = moment(why.starts_at, names.zone)
    reason = chief_reason(why)
    if reason is None:
        return translate("Reasons", "{moment} is free").format(moment=at)
    code = reason.code
    if code == "outside_hours" and reason.source is not None and kept_sentence(reason, names):
        code = "reserved"
    if code == "busy" and reason.starts_at is not None and reason.starts_at > why.starts_at:
        # The minute itself is free, as the eye can see.
        code = "does_not_fit"
    if code == "blocked":
        row = blocking_exception(reason, names)
        if row is not None and row.source == CLOSURE_SOURCE:
            return translate("Reasons", "{moment} is closed").format(moment=at)
    lacking = [one for one in why.reasons if one.code == "resource"]
    if code == "resource" and all(is_of_a_person(one, names) for one in lacking):
        return translate("Reasons", "{moment}: an assistant is missing").format(moment=at)
    title = _TITLES.get(code)
    return title().format(moment=at) if title is not None else at


def chief_reason(why: WhyNot) -> Reason | None:
    """The reason that would stand if the others were lifted; None where there is none."""
    order = {code: number for number, code in enumerate(_TITLES)}
    return min(why.reasons, key=lambda reason: order.get(reason.code, len(order)), default=None)


def who_could_lift_sentence(why: WhyNot, names: Names) -> str:
    """Who could open the time or lift what blocks it, by name; empty where nobody could."""
    people = _people_who(why, names)
    if not people:
        return ""
    named = [person.display_name for person in people[:_NAMED_AT_MOST]]
    if len(people) > _NAMED_AT_MOST:
        named[-1] += " …"
    text = translate("Reasons", "Who could open this time: {people}.")
    return text.format(people=", ".join(named))


def _people_who(why: WhyNot, names: Names) -> list[Person]:
    reason = chief_reason(why)
    if reason is None or names.facts is None:
        return []
    doctor_id, here = names.facts.doctor_id, [one for one in names.clinic.people if one.is_active]
    if reason.code == "blocked":
        row = blocking_exception(reason, names)
        if row is not None and row.source == CLOSURE_SOURCE:
            return list(_may(here, Permission.CLOSE_CLINIC))
        if row is not None and row.source == TIME_OFF_SOURCE:
            return list(_may(here, Permission.DECIDE_TIME_OFF))
    if reason.code in {"blocked", "break", "reserved", "outside_hours", "does_not_fit"}:
        return list(_may(here, Permission.EDIT_HOURS, doctor_id))
    return []


def _may(people: Iterable[Person], permission: Permission, doctor_id: str | None = None) -> Iterable[Person]:
    return (person for person in people if may(person, permission, doctor_id))
