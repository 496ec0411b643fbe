"""Commands by name in the line, and the names that the program's own commands go by."""

from collections.abc import Sequence

from medic_desk.model.one_line.lexicon import Phrases, split_phrase
from medic_desk.model.one_line.piece import Piece, keys_from
from medic_desk.model.one_line.reading import Subject
from medic_desk.model.one_line.spelling import begins, spells
from medic_desk.model.one_line.vocabulary import CommandNames
from medic_desk.model.one_line.words import Form, Word

_SHORTEST_BEGINNING = 3


def _command(key: str, names: str, about: str = "") -> CommandNames:
    return CommandNames(key=key, names=tuple(name.strip() for name in names.split("|")), about=about)


COMMANDS = (
    _command("undo", "undo|αναίρεση|undo the latest act|αναίρεση τελευταίας"),
    _command("redo", "redo|επανάληψη|ακύρωση αναίρεσης"),
    _command(
        "new-patient",
        "new patient|νέος ασθενής|νέα ασθενής|νέο ασθενή|καινούργιος ασθενής|add patient|προσθήκη ασθενή|"
        "προσθήκη ασθενούς|register patient",
        "patient",
    ),
    _command("worklist", "worklist|εκκρεμότητες|εκκρεμή|to rebook|appointments to rebook|rebook|προς αλλαγή"),
    _command("requests", "requests|αιτήσεις|requests to approve|αιτήσεις προς έγκριση|εγκρίσεις"),
    _command("help", "help|βοήθεια|keys|πλήκτρα|συντομεύσεις|shortcuts"),
    _command(
        "switch-person",
        "switch person|switch user|change user|αλλαγή χρήστη|somebody else works here|άλλος χρήστης|"
        "αποσύνδεση|sign out|log out|logout",
    ),
    _command(
        "runs-late", "runs late|is late|running late|late|αργεί|καθυστερεί|θα αργήσει|έχει αργήσει", "doctor"
    ),
    _command(
        "move",
        "move|reschedule|μετακίνηση|μεταφορά|μετέφερε|μετακίνησε|αλλαγή ώρας|αλλαγή ραντεβού|άλλαξε|αναβολή",
        "appointment",
    ),
    _command(
        "cancel",
        "cancel|ακύρωση|ακύρωσε|ακύρωση ραντεβού|cancel appointment|cancel the appointment",
        "appointment",
    ),
    _command("arrived", "arrived|ήρθε|έφτασε|προσήλθε|προσέλευση|check in", "appointment"),
    _command("no-show", "no show|δεν ήρθε|δεν προσήλθε|απουσία|μη προσέλευση", "appointment"),
    _command(
        "print-day",
        "print day|print|εκτύπωση ημέρας|εκτύπωση|τύπωσε την ημέρα|day sheet|ημερήσιο πρόγραμμα",
        "day",
    ),
    _command(
        "ill-today",
        "ill today|is ill today|is ill|ill|sick|is sick|άρρωστος σήμερα|άρρωστη σήμερα|άρρωστος|άρρωστη|"
        "είναι άρρωστος|είναι άρρωστη|είναι άρρωστος σήμερα|είναι άρρωστη σήμερα|ασθενεί",
        "doctor",
    ),
    _command("time-off", "time off|άδεια|άδειες|leave", "doctor"),
    _command("hours", "hours|working hours|ωράριο|ώρες εργασίας|ωράρια"),
    _command("exceptions", "blocked time|block time|αποκλεισμός χρόνου|blocked and opened time"),
    _command("settings", "settings|preferences|ρυθμίσεις|προτιμήσεις"),
    _command("first-free", "first free time"),
    _command("day-view", "day view|ημέρα|προβολή ημέρας"),
    _command("week-view", "week view|εβδομάδα|προβολή εβδομάδας|week"),
    _command("pinboard", "pinboard|πίνακας"),
    _command("dark", "dark|dark mode|σκούρα χρώματα|σκοτεινό θέμα"),
    _command("light", "light|light mode|ανοιχτά χρώματα|φωτεινό θέμα"),
    _command("refresh", "refresh|read again|ανανέωση"),
    _command("quit", "quit|exit|έξοδος"),
)
"""What the program's commands are called in both languages; a window adds the wording of its own menus."""


class CommandWords:
    """The lists that a typed line is looked up in for a command."""

    def __init__(self, commands: Sequence[CommandNames]) -> None:
        self._commands = tuple(commands)
        self._names = Phrases([(name, each.key) for each in commands for name in each.names])
        self._about = {each.key: each.about for each in commands}
        self._missing = {each.key for each in commands if not each.is_there}

    def about(self, command: str) -> str:
        """What may stand beside the command."""
        return self._about.get(command, "")

    def is_there(self, command: str) -> bool:
        """Whether the program has the command."""
        return command not in self._missing

    def read(self, words: Sequence[Word], index: int) -> Piece | None:
        """A command's whole name: the whole line, its beginning, or beside a doctor ("runs late")."""
        length, found = self._names.longest(keys_from(words, index))
        if not length:
            return None
        is_line = index == 0 and length == len(words)
        about = self._about[found[0]]
        if not is_line and not (about in ("doctor", "appointment") or (about and index == 0)):
            return None
        sure = len(found) == 1 and (
            (is_line and about != "appointment") or about in ("doctor", "patient", "day")
        )
        piece = Piece(index, index + length, Subject.COMMAND, found[0], sure=sure)
        for other in found[1:]:
            piece.offer(Subject.COMMAND, other)
        if index and about == "appointment":
            piece.offer(Subject.PATIENT, " ".join(word.text for word in words[index : index + length]))
        return piece

    def read_beginning(self, words: Sequence[Word]) -> Piece | None:
        """The whole line as the beginning of a command's name."""
        if (
            not words
            or any(word.form is not Form.WORD for word in words)
            or len(words[0].key) < _SHORTEST_BEGINNING
        ):
            return None
        there = (each for each in self._commands if each.is_there)
        found = [each.key for each in there if any(_is_begun(words, name) for name in each.names)]
        if not found:
            return None
        piece = Piece(0, len(words), Subject.COMMAND, found[0], sure=False)
        for other in found[1:]:
            piece.offer(Subject.COMMAND, other)
        return piece


def _is_begun(words: Sequence[Word], name: str) -> bool:
    parts = split_phrase(name)
    if len(words) > len(parts):
        return False
    whole = all(
        any(spells(key, part) for key in word.keys)
        for word, part in zip(words[:-1], parts[: len(words) - 1], strict=True)
    )
    last, part = words[-1], parts[len(words) - 1]
    ended = any(spells(key, part) for key in last.keys)
    return whole and (any(begins(key, part) for key in last.keys) or (ended and len(words) < len(parts)))
