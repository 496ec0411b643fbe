"""Whether a Qt object has lost its Python attributes, while Qt still tells it of events."""

from PySide6.QtCore import QObject


def is_taken_apart(thing: QObject) -> bool:
    """Whether Python's collector has taken the attributes of ``thing``.

    Of objects that hold each other and that nobody else holds it takes the attributes first; Qt destroys
    them afterwards, and meanwhile says that they lose focus, are hidden, and lose their children. Who
    answers such an event of a window or of a filter asks this first.
    """
    return not vars(thing)
