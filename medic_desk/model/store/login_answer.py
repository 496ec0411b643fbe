"""What a server answers to a login, as a code: the driver passes on words alone, in the server's language.

Speaks as much of PostgreSQL's protocol as a login takes. The password goes out as SCRAM alone, which shows it
to nobody; where the server asks for it in another way, there is no answer. No library does that
(docs/decisions.md).
"""

import hashlib
import hmac
import os
import secrets
import socket
import ssl
import stringprep
import struct
import sys
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

_PROTOCOL, _ASK_FOR_TLS = 196_608, 80_877_103
_SCRAM = b"SCRAM-SHA-256"
_MOST_ITERATIONS = 1_000_000
_LONGEST_MESSAGE = 1 << 16
_OK, _SCRAM_ASKED, _SCRAM_GOES_ON, _SCRAM_ENDS = 0, 10, 11, 12


class Login(NamedTuple):
    """Who logs in where; a ``host`` that begins with a slash is the folder of a Unix socket.

    ``sslmode`` and ``root_certificate`` are those of the driver's address, and hold here too.
    """

    host: str
    port: int
    user: str
    password: str
    database: str
    sslmode: str
    root_certificate: str | None


@dataclass(slots=True)
class LoginAnswer:
    """``sqlstate`` with which the server refused; None where it let the login in, and told ``settings``."""

    sqlstate: str | None = None
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def is_read_only(self) -> bool:
        """Whether the session could not write: a standby, or set so."""
        return "on" in (
            self.settings.get("in_hot_standby"),
            self.settings.get("default_transaction_read_only"),
        )


class _NoAnswerError(Exception):
    """The server asks for what is not spoken here."""


def login_answer(login: Login, seconds: float) -> LoginAnswer | None:
    """Log in once and leave; None where no answer could be had within ``seconds`` for each step."""
    try:
        with _connected(login, seconds) as line:
            return _Conversation(line, login).answer()
    except (OSError, ValueError, IndexError, struct.error, _NoAnswerError):
        return None


def _connected(login: Login, seconds: float) -> socket.socket:
    if login.host.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(seconds)
        try:
            line.connect(f"{login.host}/.s.PGSQL.{login.port}")
        except OSError:
            line.close()
            raise
        return line
    line = socket.create_connection((login.host, login.port), timeout=seconds)
    try:
        return _secured(line, login)
    except BaseException:
        line.close()
        raise


def _secured(line: socket.socket, login: Login) -> socket.socket:
    """The line under TLS, as far as the address asks for it: never less than the driver would accept."""
    if login.sslmode == "disable":
        return line
    line.sendall(struct.pack("!ii", 8, _ASK_FOR_TLS))
    if line.recv(1) != b"S":
        if login.sslmode in ("allow", "prefer"):
            return line
        raise _NoAnswerError
    usual = _usual_root_certificate()
    # By a certificate that is named, or lies at the usual place, the driver verifies in every mode.
    is_verified = login.sslmode.startswith("verify-") or bool(login.root_certificate) or usual.exists()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = login.sslmode == "verify-full"
    context.verify_mode = ssl.CERT_REQUIRED if is_verified else ssl.CERT_NONE
    if login.root_certificate == "system":
        context.load_default_certs()
    elif is_verified:
        context.load_verify_locations(login.root_certificate or usual)
    return context.wrap_socket(line, server_hostname=login.host)


def _usual_root_certificate() -> Path:
    """Where the driver looks for certificates to trust if the address names none (libpq, section 32.19.1)."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", "~")).expanduser() / "postgresql" / "root.crt"
    return Path("~/.postgresql/root.crt").expanduser()


class _Conversation:
    """The messages of one login."""

    def __init__(self, line: socket.socket, login: Login) -> None:
        self._line = line
        self._login = login
        self._scram = _Scram(login.password)
        self._answer = LoginAnswer()

    def answer(self) -> LoginAnswer:
        """Say hello and answer until the server has decided."""
        named = ("user", self._login.user, "database", self._login.database, "client_encoding", "UTF8", "")
        hello = b"".join(word.encode() + b"\0" for word in named)
        self._line.sendall(struct.pack("!ii", len(hello) + 8, _PROTOCOL) + hello)
        while True:
            kind, body = self._message()
            if kind == b"E":
                self._answer.sqlstate = _sqlstate(body)
                return self._answer
            if kind == b"Z":
                self._line.sendall(struct.pack("!ci", b"X", 4))
                return self._answer
            if kind == b"R":
                self._authenticate(struct.unpack("!i", body[:4])[0], body[4:])
            elif kind == b"S":
                name, value = body.split(b"\0")[:2]
                self._answer.settings[name.decode()] = value.decode(errors="replace")

    def _authenticate(self, step: int, data: bytes) -> None:
        if step == _SCRAM_ASKED and self._login.password and _SCRAM in data.split(b"\0"):
            first = self._scram.first()
            self._say(_SCRAM + b"\0" + struct.pack("!i", len(first)) + first)
        elif step == _SCRAM_GOES_ON:
            self._say(self._scram.proof(data))
        elif step not in (_OK, _SCRAM_ENDS):
            raise _NoAnswerError

    def _say(self, data: bytes) -> None:
        self._line.sendall(struct.pack("!ci", b"p", len(data) + 4) + data)

    def _message(self) -> tuple[bytes, bytes]:
        kind, length = struct.unpack("!ci", self._read(5))
        if not 4 <= length <= _LONGEST_MESSAGE:
            raise _NoAnswerError
        return kind, self._read(length - 4)

    def _read(self, length: int) -> bytes:
        data = b""
        while len(data) < length:
            part = self._line.recv(length - len(data))
            if not part:
                raise _NoAnswerError
            data += part
        return data


def _sqlstate(body: bytes) -> str | None:
    codes = [part[1:].decode() for part in body.split(b"\0") if part.startswith(b"C")]
    return codes[0] if codes else None


class _Scram:
    """The client's side of SCRAM-SHA-256 (RFC 5802), without channel binding."""

    def __init__(self, password: str) -> None:
        self._password = _prepared(password)
        self._begins = b"n=,r=" + b64encode(secrets.token_bytes(18))

    def first(self) -> bytes:
        return b"n,," + self._begins

    def proof(self, challenge: bytes) -> bytes:
        told = dict(part.split(b"=", 1) for part in challenge.split(b","))
        rounds = int(told[b"i"])
        if not 0 < rounds <= _MOST_ITERATIONS:
            raise _NoAnswerError
        salted = hashlib.pbkdf2_hmac("sha256", self._password, b64decode(told[b"s"]), rounds)
        key = hmac.digest(salted, b"Client Key", "sha256")
        ends = b"c=biws,r=" + told[b"r"]
        signed = b",".join((self._begins, challenge, ends))
        signature = hmac.digest(hashlib.sha256(key).digest(), signed, "sha256")
        return ends + b",p=" + b64encode(bytes(a ^ b for a, b in zip(key, signature, strict=True)))


def _prepared(password: str) -> bytes:
    """The password as the server stored it (SASLprep, RFC 4013)."""
    kept = ("" if stringprep.in_table_b1(c) else " " if stringprep.in_table_c12(c) else c for c in password)
    return unicodedata.normalize("NFKC", "".join(kept)).encode()
