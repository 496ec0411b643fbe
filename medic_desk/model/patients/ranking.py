"""A search as one statement: who fits, what the fit costs, and who of equals comes first.

The server ranks all who fit before it cuts: fewer are sent than found.
"""

from dataclasses import dataclass, field
from itertools import product
from typing import Any

from medic_desk.model.patients.dates import is_written_date, typed_dates, typed_year
from medic_desk.model.patients.letters import number_key
from medic_desk.model.patients.name_arms import NO_FIT, Arm, Arms, arms_of, lexeme
from medic_desk.model.patients.phones import typed_phone
from medic_desk.model.patients.typed import Figures, Reading, Typed

_FEWEST_DIGITS_INSIDE = 3
_LEFT_OUT_COST = 8
"""What a title or particle costs that was typed and is not asked for: an initial fits better (κ. Κώστας)."""

_INSIDE_FIGURES = 7
_MOST_NEAR = 2000
_NEAR = """{name} AS MATERIALIZED (
  SELECT p.id FROM unnest(CAST({keys} AS text[])) AS each (key),
         LATERAL (SELECT p.id FROM patients p WHERE p.search_keys @@ CAST(each.key AS tsquery) OFFSET 0) AS p
   LIMIT {most}
), """


@dataclass(slots=True)
class Parameters:
    """The values of a statement, each under a name of its own; equal values share one."""

    values: dict[str, Any] = field(default_factory=dict)
    near_queries: dict[tuple[str, ...], str] = field(default_factory=dict)

    def add(self, value: object) -> str:
        """The placeholder of a value."""
        for name, known in self.values.items():
            if known == value and type(known) is type(value):
                return f":{name}"
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def query(self, query: str) -> str:
        """The condition that a patient's keys fit a text search query."""
        return f"p.search_keys @@ CAST({self.add(query)} AS tsquery)"

    def near_query(self, keys: tuple[str, ...]) -> str:
        """The condition that a patient has one of hundreds of keys, each a query of its own (``near``)."""
        name = self.near_queries.setdefault(keys, f"near{len(self.near_queries)}")
        return f"p.id = ANY (ARRAY (SELECT id FROM {name}))"  # noqa: S608 - a name of our own

    @property
    def near(self) -> str:
        """Who has one of many keys, as common table expressions; each key is looked up by itself."""
        return "".join(
            _NEAR.format(name=name, keys=self.add(list(keys)), most=_MOST_NEAR)
            for keys, name in self.near_queries.items()
        )


@dataclass(slots=True)
class Columns:
    """What is computed once for each patient who may fit: expressions, each under a name of its own."""

    names: dict[str, str] = field(default_factory=dict)

    def add(self, expression: str) -> str:
        """The name of an expression."""
        return self.names.setdefault(expression, f"c{len(self.names)}")

    def __str__(self) -> str:
        return "".join(f", {expression} AS {name}" for expression, name in self.names.items())


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who may fit, in SQL over ``patients AS p``, and what the fit costs (``NO_FIT``: it does not).

    ``cost`` is said of the names of ``columns``.
    """

    fits: str
    columns: Columns
    cost: str


def rank(typed: Typed, parameters: Parameters, *, is_loose: bool = False) -> Ranking:
    """Rank patients by what was typed; ``is_loose`` finds letters inside names and one wrong letter too."""
    columns = Columns()
    all_fit: list[str] = []
    costs: list[str] = []
    if typed.readings:
        fits, cost = _names(typed.readings, parameters, columns, is_loose=is_loose)
        all_fit.append(fits)
        costs.append(cost)
    is_alone = typed.number_of_parts == 1
    for figures in typed.figures:
        arms = figure_arms(figures, parameters, is_alone=is_alone)
        all_fit.append("(" + " OR ".join(condition for _, condition in arms) + ")")
        costs.append(columns.add(case(arms)))
    all_fit += [parameters.query(lexeme("E", email, begins=True)) for email in typed.emails]
    fits, cost = " AND ".join(all_fit), " + ".join(costs) or "0"
    number = number_key(typed.text)
    if typed.readings and typed.figures and len(number) > 1:
        # "α 417" is a file number too.
        exact = parameters.query(lexeme("N", number))
        fits = f"({fits}) OR {exact}"
        cost = f"CASE WHEN {columns.add(exact)} THEN 0 ELSE {cost} END"
    return Ranking(fits, columns, cost)


def case(arms: list[tuple[int, str]]) -> str:
    """The cost of the first condition that holds, ``NO_FIT`` where none does."""
    whens = " ".join(f"WHEN {condition} THEN {cost}" for cost, condition in sorted(arms))
    return f"CASE {whens} ELSE {NO_FIT} END"


# Names


def _names(
    readings: tuple[Reading, ...], parameters: Parameters, columns: Columns, *, is_loose: bool
) -> tuple[str, str]:
    """Who fits one reading of the names, and the cost by the reading that fits best."""
    fits: list[str] = []
    costs: list[str] = []
    for reading in readings:
        is_joined = any(word.is_joined for word in reading.words)
        is_alone = len(reading.words) == 1
        arms = [
            arms_of(word, is_alone=is_alone, is_loose=is_loose and not is_joined) for word in reading.words
        ]
        fits.append("(" + " AND ".join(_fits(one, parameters) for one in arms) + ")")
        if len(arms) == 1:
            cost = columns.add(case(conditions(arms[0].all, parameters)))
        else:
            cost = _least(reading, arms, parameters, columns)
        costs.append(f"{cost} + {_LEFT_OUT_COST * reading.left_out}" if reading.left_out else cost)
    return "(" + " OR ".join(fits) + ")", costs[0] if len(costs) == 1 else f"LEAST({', '.join(costs)})"


def _fits(arms: Arms, parameters: Parameters) -> str:
    query = " | ".join(arm.query for arm in arms.all if arm.query)
    inside = conditions(tuple(arm for arm in arms.all if arm.patterns or arm.near), parameters)
    return "(" + " OR ".join((parameters.query(query), *(condition for _, condition in inside))) + ")"


def conditions(arms: tuple[Arm, ...], parameters: Parameters) -> list[tuple[int, str]]:
    """The ways of a word as conditions in SQL, with what they cost."""
    found = []
    for arm in arms:
        if arm.near:
            found.append((arm.cost, parameters.near_query(arm.near)))
        if arm.query:
            found.append((arm.cost, parameters.query(arm.query)))
        found += [(arm.cost, f"p.sound_fold LIKE {parameters.add(one)}") for one in arm.patterns]
    return found


def _least(reading: Reading, arms: list[Arms], parameters: Parameters, columns: Columns) -> str:
    """The least cost at which the words fit together: one the last name, one the first, others inside.

    A word that lies in another typed word has to fit elsewhere than inside a name: it would always fit there.
    """
    names: list[dict[str, str]] = []
    for place, (word, of_word) in enumerate(zip(reading.words, arms, strict=True)):
        others = [one.letters for number, one in enumerate(reading.words) if number != place]
        roles = {"last": of_word.last, "first": of_word.first}
        if not any(word.letters in other for other in others):
            roles["inside"] = of_word.inside
        names.append(
            {
                role: columns.add(case(conditions(of_role, parameters)))
                for role, of_role in roles.items()
                if of_role
            }
        )
    sums = [
        " + ".join(names[place][role] for place, role in enumerate(roles)) for roles in _assignments(names)
    ]
    return f"LEAST({', '.join(sums)}, {NO_FIT})"


def _assignments(names: list[dict[str, str]]) -> list[tuple[str, ...]]:
    """Which word is the last name and which the first: at most one each."""
    if len(names) > 5:
        # So many words are a long name: each has to lie inside it.
        return [tuple("inside" if "inside" in by_role else "last" for by_role in names)]
    return [
        roles
        for roles in product(*(tuple(by_role) for by_role in names))
        if roles.count("last") <= 1 and roles.count("first") <= 1
    ]


# Figures


def figure_arms(figures: Figures, parameters: Parameters, *, is_alone: bool) -> list[tuple[int, str]]:
    """The conditions of a run of figures, with their costs: number, phone, birth date, or a part of one."""
    text = figures.text
    dates = [
        (3 + later, f"p.birth_date = CAST({parameters.add(one)} AS date)")
        for later, one in enumerate(typed_dates(text))
    ]
    if is_written_date(text):
        return dates
    phone = typed_phone(text)
    arms = [*dates, *_phone_arms(phone.digits, parameters, is_beginning=phone.is_beginning)]
    if "+" not in text:
        if phone.is_beginning:
            # 00 may lie inside a number as well.
            arms += _phone_arms(figures.digits, parameters, is_beginning=False)
        number = number_key(text)
        arms += [
            (0, parameters.query(lexeme("N", number))),
            (1, parameters.query(lexeme("M", number))),
            (
                6,
                parameters.query(f"{lexeme('M', number, begins=True)} | {lexeme('N', number, begins=True)}"),
            ),
        ]
    year = typed_year(text)
    if year is not None and not is_alone:
        first, last = parameters.add(f"{year}-01-01"), parameters.add(f"{year}-12-31")
        arms.append((4, f"p.birth_date BETWEEN CAST({first} AS date) AND CAST({last} AS date)"))
    # A country's code by itself is nobody's number yet.
    return arms or [(NO_FIT, "false")]


def _phone_arms(digits: str, parameters: Parameters, *, is_beginning: bool) -> list[tuple[int, str]]:
    if not digits:
        return []
    arms = [
        (2, parameters.query(lexeme("P", digits))),
        (5, parameters.query(lexeme("P", digits, begins=True))),
    ]
    if not is_beginning:
        # A number of another country may be typed with the 0 that its code replaces.
        parts = {digits, digits[1:]} if digits.startswith("0") and len(digits) > 7 else {digits}
        arms += [
            (_INSIDE_FIGURES, f"p.phone_keys LIKE {parameters.add(f'%{part}%')}")
            for part in sorted(parts)
            if len(part) >= _FEWEST_DIGITS_INSIDE
        ]
    return arms
