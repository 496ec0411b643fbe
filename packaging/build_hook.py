"""What a build asks first: whether every language is compiled, so that no wheel leaves without its Greek.

hatchling runs it. It compiles nothing itself: a build needs no Qt. ``make translations`` has done so before.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledLanguages(BuildHookInterface[Any]):
    """Refuses to build while a language is missing or older than its sentences; an editable install may."""

    PLUGIN_NAME = "compiled-languages"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raise RuntimeError where something is to be compiled first."""
        del build_data
        if version == "editable":
            return
        stale = out_of_date(Path(self.root) / "resources" / "i18n")
        if stale:
            raise RuntimeError(
                f"not compiled since they were edited: {', '.join(stale)}. Type: make translations"
            )


def out_of_date(folder: Path) -> list[str]:
    """The names of the languages' ``.qm`` files that are missing, or older than a ``.ts`` file of theirs."""
    stale = []
    for own in sorted(folder.glob("medic_desk_*.ts")):
        language = own.stem[len("medic_desk_") :]
        compiled = folder / f"{language}.qm"
        newest = max(source.stat().st_mtime for source in folder.glob(f"*_{language}.ts"))
        if not compiled.exists() or compiled.stat().st_mtime < newest:
            stale.append(compiled.name)
    return stale
