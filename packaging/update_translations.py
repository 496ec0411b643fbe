"""Bring the translation files up to date with the sentences in the code, and move no entry that stays.

``make translations-update`` runs it. A sentence that is new gets an unfinished entry at the end of its
context; one that is gone from the code is gone from the files; every other line stays as somebody wrote it.
The Greek file has all sentences, the English one those that count, since "1 appointments" is no English.

A sentence is ``self.tr("…")``, whose context is the class it stands in, or ``translate("Context", "…")``. One
that counts holds ``%n`` and is given the number: ``self.tr("%n change(s) are not saved", n=count)``.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, unescape

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
FORMS = 2
"""How many forms a sentence that counts has, in Greek as in English: one, and every other number."""

_CONTEXT = re.compile(
    r"^ *<context>\n *<name>(?P<name>[^<]*)</name>\n(?P<messages>.*?)^ *</context>\n",
    re.MULTILINE | re.DOTALL,
)
_MESSAGE = re.compile(
    r"^ *<message(?P<counts> numerus=\"yes\")?>\n *<source>(?P<source>[^<]*)</source>\n"
    r"(?: *<comment>(?P<comment>[^<]*)</comment>\n)?.*?^ *</message>\n",
    re.MULTILINE | re.DOTALL,
)
_QUOTES = {"&quot;": '"', "&apos;": "'"}


class Sentence(NamedTuple):
    """One sentence of the program, as a translation file identifies it."""

    context: str
    source: str
    comment: str = ""
    counts: bool = False


class NotALiteral(Exception):
    """A sentence cannot be read from the code; the text names the file and the line."""


def sentences_in(code: str, name: str) -> list[Sentence]:
    """The sentences of one module, in the order in which they stand there. Raises NotALiteral."""
    finder = _Finder(name)
    finder.visit(ast.parse(code))
    return finder.found


def sentences_of_the_program() -> list[Sentence]:
    """Every sentence of the package, each once. Raises NotALiteral."""
    found: dict[Sentence, None] = {}
    for path in sorted((ROOT / "medic_desk").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        found.update(dict.fromkeys(sentences_in(path.read_text(encoding="utf-8"), name)))
    return list(found)


class _Finder(ast.NodeVisitor):
    """Walks a module and remembers in which class it is."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._classes: list[str] = []
        self.found: list[Sentence] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr == "tr":
            if not self._classes:
                raise NotALiteral(f"{self._name}:{node.lineno}: tr() outside a class has no context")
            self._add(node, self._classes[-1], node.args)
        elif _is_translate(called):
            self._add(node, self._literal(node, node.args[:1]), node.args[1:])
        self.generic_visit(node)

    def _add(self, node: ast.Call, context: str, arguments: list[ast.expr]) -> None:
        keywords = {keyword.arg: keyword.value for keyword in node.keywords}
        comment = arguments[1] if len(arguments) > 1 else keywords.get("disambiguation")
        is_silent = comment is None or (isinstance(comment, ast.Constant) and comment.value is None)
        source = self._literal(node, arguments[:1])
        counts = len(arguments) > 2 or "n" in keywords
        if counts != ("%n" in source):
            raise NotALiteral(f"{self._name}:{node.lineno}: %n and the number it stands for go together")
        said = "" if is_silent or comment is None else self._literal(node, [comment])
        self.found.append(Sentence(context, source, said, counts))

    def _literal(self, node: ast.Call, arguments: list[ast.expr]) -> str:
        value = arguments[0] if arguments else None
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value.value
        raise NotALiteral(f"{self._name}:{node.lineno}: a sentence is a literal; .format() comes after tr()")


def _is_translate(called: ast.expr) -> bool:
    if isinstance(called, ast.Attribute):
        owner = called.value
        return called.attr == "translate" and isinstance(owner, ast.Name) and owner.id == "QCoreApplication"
    return isinstance(called, ast.Name) and called.id == "translate"


def updated(text: str, wanted: list[Sentence]) -> str:
    """The text of a translation file with an entry for each of ``wanted`` and no other."""
    missing = dict.fromkeys(wanted)

    def kept(context: re.Match[str]) -> str:
        name, messages = _plain(context["name"]), ""
        for message in _MESSAGE.finditer(context["messages"]):
            sentence = Sentence(
                name, _plain(message["source"]), _plain(message["comment"] or ""), bool(message["counts"])
            )
            if sentence in missing:
                del missing[sentence]
                messages += message[0]
        for sentence in [sentence for sentence in missing if sentence.context == name]:
            del missing[sentence]
            messages += _unfinished(sentence)
        if not messages:
            return ""
        start, end = (place - context.start() for place in context.span("messages"))
        return context[0][:start] + messages + context[0][end:]

    kept_text = _CONTEXT.sub(kept, text)
    added = ""
    for name in dict.fromkeys(sentence.context for sentence in missing):
        messages = "".join(_unfinished(sentence) for sentence in missing if sentence.context == name)
        added += f"<context>\n    <name>{escape(name)}</name>\n{messages}</context>\n"
    return kept_text.replace("</TS>", added + "</TS>")


def _plain(text: str) -> str:
    return unescape(text, _QUOTES)


def _unfinished(sentence: Sentence) -> str:
    lines = [f"<source>{escape(sentence.source)}</source>"]
    if sentence.comment:
        lines.append(f"<comment>{escape(sentence.comment)}</comment>")
    if sentence.counts:
        forms = ["    <numerusform></numerusform>"] * FORMS
        lines += ['<translation type="unfinished">', *forms, "</translation>"]
    else:
        lines.append('<translation type="unfinished"></translation>')
    opening = '<message numerus="yes">' if sentence.counts else "<message>"
    return "".join(f"    {line}\n" for line in (opening, *(f"    {line}" for line in lines), "</message>"))


def files_and_sentences(wanted: list[Sentence]) -> dict[Path, list[Sentence]]:
    """The translation files of the program, and which of its sentences each holds."""
    return {
        FOLDER / "medic_desk_el.ts": wanted,
        FOLDER / "medic_desk_en.ts": [sentence for sentence in wanted if sentence.counts],
    }


def main() -> int:
    """Update the files, and say what is to be written by hand; return the exit status."""
    try:
        wanted = sentences_of_the_program()
    except NotALiteral as error:
        print(error, file=sys.stderr)
        return 1
    for path, sentences in files_and_sentences(wanted).items():
        before = path.read_text(encoding="utf-8")
        after = updated(before, sentences)
        if after != before:
            path.write_text(after, encoding="utf-8")
        waiting = after.count('type="unfinished"')
        said = f"{waiting} to be translated" if waiting else "all translated"
        print(f"{path.relative_to(ROOT)}: {len(sentences)} sentences, {said}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
