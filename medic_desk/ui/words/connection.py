"""Sentences for why the database cannot be reached, opened or started, with what to do about it."""

from PySide6.QtCore import QCoreApplication

from medic_desk.model.embedded.errors import (
    BinariesMissing,
    DirectoryNotOurs,
    DirectoryUnreachable,
    OtherMajorVersion,
    ServerBusy,
    ServerDidNotStart,
)
from medic_desk.model.store.errors import (
    SchemaMismatch,
    SchemaOccupied,
    StoreUnreachable,
    WrongDatabaseUrl,
)

translate = QCoreApplication.translate

_REFUSALS = frozenset({"full", "read_only", "login", "password_needed", "no_database"})


def store_sentence(error: Exception) -> str | None:
    """The sentence for an error of reaching or opening the database; None for any other."""
    if isinstance(error, StoreUnreachable):
        return _unreachable(error)
    if isinstance(error, SchemaMismatch):
        return _schema(error)
    if isinstance(error, WrongDatabaseUrl):
        text = translate("Reasons", "“{address}” is not a database address: it looks like {example}.")
        return text.format(address=error.shown, example="postgresql://name@server:5432/database")
    if isinstance(error, SchemaOccupied):
        text = translate("Reasons", "{target} holds another program's tables. Name an empty database.")
        return _capital(text.format(target=error.target))
    return _private_server(error)


def refused_service(error: Exception | None) -> str:
    """The sentence for a server that answers and does not serve, which somebody has to mend; or none."""
    if isinstance(error, StoreUnreachable) and error.reason in _REFUSALS:
        return _unreachable(error)
    return ""


def _unreachable(error: StoreUnreachable) -> str:
    target = error.target or translate("Reasons", "the database")
    sentences = {
        "unknown_host": translate("Reasons", "{target} cannot be found: is the server's name right?"),
        "refused": translate("Reasons", "{target} cannot be reached: no database server runs there."),
        "silent": translate("Reasons", "{target} does not answer: is the network cable in?"),
        "login": translate("Reasons", "{target} does not accept this login name and password."),
        "password_needed": translate("Reasons", "{target} asks for a password and none was given."),
        "no_database": translate("Reasons", "There is no {target}: is the database's name right?"),
        "full": translate(
            "Reasons",
            "{target} has no connection free at the moment. Name and password are not at fault: tell whoever"
            " looks after the server, and try again.",
        ),
        "read_only": translate(
            "Reasons",
            "{target} can only be read at the moment, and this desk needs one that it may write to. Tell"
            " whoever looks after the server.",
        ),
        "turned_away": translate("Reasons", "{target} takes no connection at the moment."),
    }
    return _capital(sentences[error.reason].format(target=target))


def _schema(error: SchemaMismatch) -> str:
    if error.newer:
        return translate(
            "Reasons", "The database is of a newer version. Install a newer medic-desk on this computer."
        )
    if error.found is None:
        text = translate(
            "Reasons",
            "This is not a medic-desk database yet. If it is to be one, its administrator runs: {line}",
        )
    else:
        text = translate("Reasons", "The database is of an older version. Its administrator runs: {line}")
    return text.format(line="medic-desk db upgrade")


def _private_server(error: Exception) -> str | None:
    if isinstance(error, DirectoryNotOurs):
        whys = {
            "other_files": translate("Reasons", "it holds other files and no medic-desk database"),
            "other_owner": translate("Reasons", "it belongs to another user of this computer"),
            "not_writable": translate("Reasons", "this user may not write there"),
            "not_a_directory": translate("Reasons", "it is not a folder"),
            "cannot_be_made": translate("Reasons", "no folder can be made there"),
            "odd_name": translate("Reasons", "PostgreSQL does not take a character of its name"),
            "password_lost": translate("Reasons", "it holds a database whose password file is missing"),
        }
        text = translate("Reasons", "The folder {path} cannot be used for the database: {why}.")
        return text.format(path=error.path, why=whys[error.reason])
    if isinstance(error, DirectoryUnreachable):
        text = translate(
            "Reasons", "The user {account}, who runs the database for root, cannot reach {path}."
        )
        return text.format(account=error.account, path=error.path)
    if isinstance(error, OtherMajorVersion):
        text = translate(
            "Reasons",
            "The database in {path} was made by PostgreSQL {found}, which this computer does not have:"
            " install it. The data was not touched.",
        )
        return text.format(path=error.path, found=error.found)
    if isinstance(error, BinariesMissing):
        return translate("Reasons", "No PostgreSQL was found on this computer. Install medic-desk again.")
    if isinstance(error, ServerBusy):
        text = translate("Reasons", "Another program is starting or stopping the database in {path}.")
        return text.format(path=error.path)
    if isinstance(error, ServerDidNotStart):
        text = translate("Reasons", "The database in {path} did not start. PostgreSQL said: {said}")
        return text.format(path=error.path, said=error.said or "–")
    return None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
