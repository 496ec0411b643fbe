"""The first letters and figures of a search, which fit a good part of all patients, without reading them all.

Whole names and numbers are few and are ranked as ever. After them come the last names that begin so, which
stand together in the index that keeps the patients in the order of their names. What begins with two or three
figures is so frequent that twenty of them are among the first few thousand patients.
"""

from medic_desk.model.patients.dates import is_written_date
from medic_desk.model.patients.greeklish import greek_beginnings
from medic_desk.model.patients.letters import is_greek, is_latin, number_key
from medic_desk.model.patients.name_arms import NO_FIT, Arm, arms_of
from medic_desk.model.patients.phones import typed_phone
from medic_desk.model.patients.ranking import Parameters, case, conditions, figure_arms
from medic_desk.model.patients.typed import Figures, NameWord, Typed

_MOST_BEGINNINGS = 24
_MOST_FIGURES = 4
_COST_OF_PHONE_BEGUN = 5
_COST_OF_NUMBER_BEGUN = 6

_LISTED = "SELECT p.id, {cost} AS cost, {seen} AS is_seen, p.sort_fold, p.birth_date FROM patients p"
_IN_ORDER = "p.sort_fold, p.birth_date, p.id"
_FIRST_OF_ALL = """(SELECT * FROM patients WHERE merged_into_id IS NULL
                     ORDER BY sort_fold, birth_date, id LIMIT 3000)"""
_SEEN_AMONG = 5000
"""Of so many who begin alike, those seen lately are looked for."""


def short_text_statement(typed: Typed, parameters: Parameters, seen: str) -> str | None:
    """The statement that lists the first patients of a short text, best first; None where there is none.

    It is the whole answer only where it lists as many as are wanted (``:limit``). ``seen`` is the condition
    that a patient ``p`` was seen lately.
    """
    parts = None
    words = typed.readings[0].words if len(typed.readings) == 1 else ()
    if typed.number_of_parts == 1 and len(words) == 1:
        parts = _of_name(words[0], parameters, seen)
    elif typed.number_of_parts == 1 and typed.figures:
        parts = _of_figures(typed.figures[0], parameters, seen)
    if parts is None:
        return None
    return f"""
        SELECT id FROM (
          SELECT DISTINCT ON (id) * FROM ({" UNION ALL ".join(parts)}) AS listed
           ORDER BY id, cost, is_seen DESC
        ) AS each
        ORDER BY cost, is_seen DESC, sort_fold, birth_date, id LIMIT :limit
    """  # noqa: S608 - of our own expressions; what was typed is in parameters


def beginnings(typed: Typed, parameters: Parameters) -> str | None:
    """The condition that a last name begins as typed, by its letters; None where that is not one name."""
    words = typed.readings[0].words if len(typed.readings) == 1 else ()
    if typed.number_of_parts != 1 or len(words) != 1:
        return None
    ranges = [_range(one, parameters) for one in _sort_folds(words[0])]
    return f"({' OR '.join(ranges)})" if ranges else None


def _of_name(word: NameWord, parameters: Parameters, seen: str) -> list[str] | None:
    folds = _sort_folds(word)
    if not folds:
        return None
    arms = arms_of(word, is_alone=True)
    begins = next((arm.cost for arm in arms.last if ":*" in arm.query), NO_FIT)
    whole = tuple(arm for arm in arms.all if arm.cost < begins)
    parts = [_whole(whole, parameters, seen)]
    for one in folds:
        span = f"p.merged_into_id IS NULL AND {_range(one, parameters)}"
        first = f"(SELECT * FROM patients p WHERE {span} ORDER BY {_IN_ORDER} LIMIT {_SEEN_AMONG})"  # noqa: S608
        seen_first = _LISTED.format(cost=begins, seen="true").replace("patients p", f"{first} p")
        others = _LISTED.format(cost=begins, seen="false")
        parts += [
            f"({seen_first} WHERE {seen} ORDER BY {_IN_ORDER} LIMIT :limit)",
            f"({others} WHERE {span} ORDER BY {_IN_ORDER} LIMIT 2 * :limit)",
        ]
    return parts


def _whole(arms: tuple[Arm, ...], parameters: Parameters, seen: str) -> str:
    query = " | ".join(arm.query for arm in arms)
    cost = case(conditions(arms, parameters))
    return (
        f"({_LISTED.format(cost=cost, seen=seen)}"
        f" WHERE p.merged_into_id IS NULL AND {parameters.query(query)})"
    )


def _sort_folds(word: NameWord) -> list[str]:
    """How the sort keys of the last names begin that begin as typed."""
    if is_greek(word.letters):
        return [f"0{word.letters}"]
    if is_latin(word.letters) and not any(c.isdigit() for c in word.letters):
        greek = greek_beginnings(word.letters, _MOST_BEGINNINGS)
        return [f"1{word.letters}", *(f"0{one}" for one in greek)] if greek else []
    return []


def _range(fold: str, parameters: Parameters) -> str:
    after = fold[:-1] + chr(ord(fold[-1]) + 1)
    return f"p.sort_fold >= {parameters.add(fold)} AND p.sort_fold < {parameters.add(after)}"


def _of_figures(figures: Figures, parameters: Parameters, seen: str) -> list[str] | None:
    phone = typed_phone(figures.text)
    digits = phone.digits
    if (
        not 1 <= len(digits) <= _MOST_FIGURES
        or figures.text.startswith("00")
        or is_written_date(figures.text)
    ):
        return None
    arms = figure_arms(figures, parameters, is_alone=True)
    whole = [arm for arm in arms if arm[0] < _COST_OF_PHONE_BEGUN]
    either = " OR ".join(condition for _, condition in whole)
    listed = _LISTED.format(cost=case(whole), seen=seen)
    parts = [f"({listed} WHERE p.merged_into_id IS NULL AND ({either}))"]
    number = number_key(figures.text)
    # These conditions fit no index: the patients are read in their order until enough are found.
    phone_begins = (
        f"(left(p.phone_keys, {len(digits)}) = {parameters.add(digits)}"
        f" OR strpos(p.phone_keys, {parameters.add(f' {digits}')}) > 0)"
    )
    is_phone = "+" in figures.text
    number_begins = (
        "false"
        if is_phone
        else f"(left(p.file_number, {len(number)}) = {parameters.add(number)}"
        f" OR left(p.national_number, {len(number)}) = {parameters.add(number)})"
    )
    rare_phones = next(condition for cost, condition in arms if cost == _COST_OF_PHONE_BEGUN)
    in_order = _LISTED.replace("patients p", f"{_FIRST_OF_ALL} p")
    frequent = f"(SELECT count(*) FROM {_FIRST_OF_ALL} p WHERE {phone_begins}) >= :limit"  # noqa: S608
    begun = (
        (_COST_OF_PHONE_BEGUN, phone_begins, "true"),
        (_COST_OF_NUMBER_BEGUN, number_begins, f"NOT {frequent}"),
    )
    for cost, condition, gate in begun:
        parts += [
            f"({in_order.format(cost=cost, seen=is_seen)} WHERE {gate} AND {condition}"
            f" {f'AND {seen}' if is_seen == 'true' else ''} ORDER BY {_IN_ORDER} LIMIT 2 * :limit)"
            for is_seen in ("true", "false")
        ]
    parts.append(
        f"({_LISTED.format(cost=_COST_OF_PHONE_BEGUN, seen=seen)}"
        f" WHERE NOT {frequent} AND p.merged_into_id IS NULL AND {rare_phones})"
    )
    return parts
