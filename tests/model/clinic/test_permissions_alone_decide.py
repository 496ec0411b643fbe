"""Nothing but ``model.clinic.permissions`` decides who may do what: read from the program's syntax trees."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = ROOT / "medic_desk"
DECIDES = PROGRAM / "model" / "clinic" / "permissions.py"

ROLES = {"receptionist", "doctor", "manager"}
# "doctor" is a word of the clinic too: it is a role only where something is compared with it.
UNMISTAKABLE = ROLES - {"doctor"}
PEOPLE = {"person", "actor"}
OWN = {"id", "user_id", "doctor_id", "login_name"}
"""What tells whose something is, of somebody in ``PEOPLE``."""
ASKERS = {"actor_type", "requested_by_id"}
"""Columns that say who it was, whoever has them."""

WHAT_A_COMMAND_NEEDS = "what a typed command is about: a doctor, a patient, an appointment"

# What looks like a decision and is none, with the reason.
LOOKALIKES = {
    "model/acts/act.py": {
        "'receptionist'": "the names that events have for who acted",
        "'manager'": "the names that events have for who acted",
    },
    "model/demo/absences.py": {
        "'receptionist'": "the demo clinic's own people, by the keys of its file",
        "'manager'": "the demo clinic's own people, by the keys of its file",
    },
    "model/demo/appointments.py": {"'receptionist'": "the demo clinic's own people, by the keys of its file"},
    "model/demo/lifecycle.py": {"'receptionist'": "who did what in the demo clinic's past"},
    "model/one_line/commands.py": {
        "about in ('doctor', 'patient', 'day')": WHAT_A_COMMAND_NEEDS,
        "about in ('doctor', 'appointment')": WHAT_A_COMMAND_NEEDS,
    },
    "model/one_line/settle_commands.py": {
        "line.clinic.commands.about(str(piece.value)) != 'doctor'": WHAT_A_COMMAND_NEEDS,
    },
    "model/one_line/settle_names.py": {
        "line.clinic.commands.about(str(each.value)) == 'doctor'": WHAT_A_COMMAND_NEEDS,
    },
    "model/one_line/settle_numbers.py": {
        "line.clinic.commands.about(str(each.value)) == 'doctor'": WHAT_A_COMMAND_NEEDS,
    },
    "model/one_line/whole.py": {
        "about == 'doctor'": WHAT_A_COMMAND_NEEDS,
    },
    "model/time_off/decisions.py": {"DoctorRow.user_id == actor.user_id": "finds which doctor the actor is"},
    "tour/booking_stations.py": {"'receptionist'": "another desk, made up for the pictures"},
    "tour/opening_station.py": {"role_of(one) is Role.RECEPTIONIST": "who is to be seen in the pictures"},
    "ui/desk/desk.py": {"person.id == self.person.id": "the same person, read anew"},
    "ui/window/main_window.py": {
        "desk.person.doctor_id is None": "what is seen at first: a doctor's own week, else a day of all",
    },
    "ui/worklist/calling.py": {
        "item.taken_by_id == self._desk.person.id": "whether this person is on the phone: the act decides",
    },
    "ui/words/history.py": {
        "'receptionist'": "words for who acted",
        "'manager'": "words for who acted",
    },
}


def decisions_in(source: str) -> Iterator[str]:
    """What in a file's text asks who somebody is: role names, and comparisons with roles and own ids."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in UNMISTAKABLE:
            yield repr(node.value)
        if isinstance(node, ast.Compare) and any(map(_asks_who, (node.left, *node.comparators))):
            yield ast.unparse(node)
        if isinstance(node, ast.If | ast.IfExp | ast.While) and _is_own(node.test):
            yield ast.unparse(node.test)


def _asks_who(side: ast.expr) -> bool:
    """Whether a side of a comparison is a role, a column that says who it was, or an own id."""
    values = side.elts if isinstance(side, ast.Tuple | ast.Set | ast.List) else [side]
    if any(isinstance(value, ast.Constant) and value.value in ROLES for value in values):
        return True
    return any(
        (isinstance(node, ast.Attribute) and (node.attr in ASKERS or ast.unparse(node.value) == "Role"))
        or (isinstance(node, ast.Name) and node.id in {"Role", "role_of"})
        or _is_own(node)
        for node in ast.walk(side)
    )


def _is_own(node: ast.AST) -> bool:
    """Whether it is an own id of the person at the desk, as in ``self._desk.person.doctor_id``."""
    if not isinstance(node, ast.Attribute) or node.attr not in OWN:
        return False
    return ast.unparse(node.value).rpartition(".")[2].lstrip("_") in PEOPLE


def test_permissions_alone_decide() -> None:
    found: dict[str, set[str]] = {}
    for path in sorted(PROGRAM.rglob("*.py")):
        if path != DECIDES:
            for decision in decisions_in(path.read_text(encoding="utf-8")):
                found.setdefault(path.relative_to(PROGRAM).as_posix(), set()).add(decision)
    known = {path: set(reasons) for path, reasons in LOOKALIKES.items()}
    assert found == known, "ask model.clinic.permissions, or say in LOOKALIKES why it is no decision"


def test_the_search_finds_decisions_and_nothing_else() -> None:
    assert set(decisions_in(DECIDES.read_text(encoding="utf-8"))), "where decisions are, they are found"
    for decision in (
        "may = actor.actor_type == 'doctor'",
        "may = one.doctor_id != self._desk.person.doctor_id",
        "may = request.requested_by_id == user",
        "may = role_of(person) is Role.MANAGER",
        "may = kind in ('receptionist', 'system')",
        "if person.doctor_id:\n    pass",
    ):
        assert list(decisions_in(decision)), decision
    for innocent in (
        "own = [one for one in services if one.doctor_id == doctor_id]",
        "roles = {Role.DOCTOR: 'Doctor'}",
        "icon = theme.icon('doctor')",
        "shown = role == Qt.ItemDataRole.DisplayRole",
        "asked = table.doctor_id == bindparam('doctor')",
        "shown = memory.doctor_id or desk.person.doctor_id",
    ):
        assert not list(decisions_in(innocent)), innocent
