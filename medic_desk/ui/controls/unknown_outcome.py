"""What a window says of an act when nobody knows whether it happened, with the button that sends it again."""

from PySide6.QtCore import QCoreApplication

from medic_desk.model.store.errors import StoreUnreachable
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.desk.attempt import Attempt
from medic_desk.ui.words.errors import error_sentence, unknown_outcome

translate = QCoreApplication.translate


def say_unknown(message: MessageBanner, attempt: Attempt, error: Exception) -> None:
    """Say that it is not known whether the attempt's act was done; "Try again" sends the very same again.

    ``error`` is how the latest try ended: where no server was reached, that is said too.
    """
    told = [error_sentence(error)] if isinstance(error, StoreUnreachable) else []
    again = ((translate("UnknownOutcome", "Try again"), attempt.again),)
    message.say(" ".join((*told, unknown_outcome())), again)
    message.buttons[0].setFocus()
