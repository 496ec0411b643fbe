"""The program's commands by name: what its menus have, as people call it in Greek, greeklish and English."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from medic_desk.model.one_line.commands import COMMANDS
from medic_desk.model.one_line.vocabulary import CommandNames

translate = QCoreApplication.translate

MORE = {
    "new-appointment": "new appointment|νέο ραντεβού|book|κλείσε ραντεβού",
    "walk-in": "walk-in form|φόρμα έκτακτου",
    "record-past": "record a past appointment|καταγραφή παλιού ραντεβού|past appointment|παλιό ραντεβού",
    "find-patient": "find a patient|find patient|εύρεση ασθενή|βρες ασθενή",
    "patient-card": "patient card|καρτέλα ασθενή|καρτέλα ασθενούς",
    "duplicates": "duplicates|likely duplicates|διπλοί ασθενείς|διπλές καρτέλες|πιθανά διπλά",
    "approve": "approve|έγκριση|έγκρινε",
    "turn-down": "turn down|απόρριψη|απόρριψε",
    "in-room": "in the room|into the room|στην αίθουσα|στο ιατρείο|μπήκε",
    "done": "done|ολοκληρώθηκε|τελείωσε",
    "step-back": "step back|take the step back|πίσω ένα βήμα|αναίρεση βήματος",
    "change-service": "change service|αλλαγή υπηρεσίας|άλλη υπηρεσία",
    "restore": "restore|επαναφορά|επανέφερε",
    "end-hold": "end the hold|λήξη δέσμευσης|τέλος δέσμευσης",
    "held": "held times|times that are held|δεσμευμένες ώρες|δεσμεύσεις",
    "pin": "pin|pin to carry it|καρφίτσωμα|καρφίτσωσε",
    "first-free": "find a free time|αναζήτηση ελεύθερης ώρας",
    "go-to-flow": "go to the flow|flow of today|ροή της ημέρας|πήγαινε στη ροή",
    "call-list": "call list|call list of the next day|λίστα κλήσεων|λίστα κλήσεων της επόμενης ημέρας",
    "put": "put the pinned one here|βάλε το καρφιτσωμένο εδώ",
    "go-to-today": "go to today|πήγαινε στο σήμερα|jump to today",
    "earlier": "earlier days|προηγούμενες ημέρες",
    "later": "later days|επόμενες ημέρες",
    "five-days": "5 days|five days|5 ημέρες|πέντε ημέρες",
    "weekend": "empty weekend days|weekend|κενά σαββατοκύριακα|σαββατοκύριακο",
    "by-doctors": "columns by doctors|by doctors|ανά γιατρό",
    "by-rooms": "columns by rooms|by rooms|ανά αίθουσα",
    "one-doctor": "one doctor's week|εβδομάδα ενός γιατρού",
    "zoom-in": "zoom in|μεγέθυνση",
    "zoom-out": "zoom out|σμίκρυνση",
    "zoom-fit": "fit the day|όλη η ημέρα",
    "faded": "cancelled and missed appointments|ακυρωμένα και χαμένα ραντεβού",
    "left-panel": "left panel|αριστερό πλαίσιο",
    "flow-panel": "flow panel|στήλη ροής",
    "details": "details|στοιχεία|λεπτομέρειες",
    "system-colours": "system colours|system colors|χρώματα συστήματος",
    "text-small": "small text|μικρά γράμματα",
    "text-usual": "usual text|κανονικά γράμματα",
    "text-large": "large text|μεγάλα γράμματα",
    "text-largest": "largest text|πολύ μεγάλα γράμματα",
}
"""What is called so beside the names that the line reader knows."""

MISSING = ("new-patient", "print-day", "settings")
"""Commands that people look for by name and that the program does not have."""

_OF_AN_APPOINTMENT = frozenset(
    {"approve", "turn-down", "in-room", "done", "step-back", "change-service", "restore", "end-hold", "pin"}
)


def command_names(actions: Mapping[str, QAction]) -> tuple[CommandNames, ...]:
    """The names of the commands that there are actions for, by key, and of those that are told not to be.

    Those of both languages, and the action's own words in the language in force. Words of one letter string
    alone are left to the lists here: "Day" in a menu is no command in a line.
    """
    known = {one.key: one for one in COMMANDS}
    there = (_names(key, action, known.get(key)) for key, action in actions.items())
    missing = (replace(known[key], is_there=False) for key in MISSING if key not in actions)
    return (*there, *missing)


def missing_names() -> dict[str, str]:
    """What people call the commands that the program does not have, by key."""
    return {
        "new-patient": translate("OneLine", "New patient"),
        "print-day": translate("OneLine", "Print"),
        "settings": translate("OneLine", "Settings"),
    }


def missing_sentence(key: str) -> str:
    """What to do in place of a command that the program does not have; empty for another."""
    return {
        "new-patient": translate(
            "OneLine",
            "A new patient is entered with the first appointment: type the name and the service here, then"
            " Ctrl+Enter.",
        ),
        "print-day": translate("OneLine", "The program cannot print yet."),
        "settings": translate(
            "OneLine", "There is no such window: colours and type size are in the View menu."
        ),
    }.get(key, "")


def _names(key: str, action: QAction, known: CommandNames | None) -> CommandNames:
    names = list(known.names) if known is not None else []
    names += MORE.get(key, "").split("|")
    # A comma parts what is typed: nobody types what an action says after it.
    words = action_words(action).partition(",")[0]
    if len(words.split()) > 1:
        names.append(words)
    about = known.about if known is not None else ""
    if key in _OF_AN_APPOINTMENT:
        about = "appointment"
    return CommandNames(key=key, names=tuple(dict.fromkeys(filter(None, names))), about=about)


def action_words(action: QAction) -> str:
    """What an action is called, without its mnemonic and what follows."""
    return action.text().replace("&", "").rstrip("…").strip()
