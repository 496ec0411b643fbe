"""What one person may do with one request for time off, as the window offers it."""

from dataclasses import dataclass

from medic_desk.model.clinic.clinic import Person
from medic_desk.model.clinic.permissions import may_decide, may_withdraw
from medic_desk.model.time_off.requests import TimeOff


@dataclass(frozen=True, slots=True, kw_only=True)
class MayDo:
    """``waits_for_another`` says that an own request is pending, which somebody else decides."""

    approve: bool = False
    deny: bool = False
    revoke: bool = False
    withdraw: bool = False
    waits_for_another: bool = False


def may_do(person: Person | None, one: TimeOff | None) -> MayDo:
    """What the person may do: decide anybody's but an own request, and take an own one back."""
    if person is None or one is None:
        return MayDo()
    is_pending, is_approved = one.state == "pending", one.state == "approved"
    decides, is_own = may_decide(person, one), may_withdraw(person, one)
    return MayDo(
        approve=decides and is_pending,
        deny=decides and is_pending,
        revoke=decides and is_approved,
        withdraw=is_own and (is_pending or is_approved),
        waits_for_another=is_own and is_pending and not decides,
    )
