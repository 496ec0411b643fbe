"""The walk as a program of its own, since a screen's size and scale are chosen before Qt is loaded.

``python -m tests.ui.clipping.program URL --scale 2`` opens a screen of 1280 x 800 logical pixels and reads
from its input which walks to take, a JSON object a line (see ``Wanted``). After each it writes one line, a
JSON object: ``texts`` counts what was measured by window and state, ``faults`` lists what is wrong,
``fields`` are the names of those that were pasted into. For a look by hand:
``echo '{"family": "Inter", "language": "el", "pictures": "pictures"}' | python -m …``
"""

import argparse
import gc
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

_COLLECT_AFTER = 20_000
"""How many more things than before start a search for those that only hold each other; 700 is usual."""

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def main() -> int:
    """Take the walks that are asked for, until the input ends; the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=800)
    parser.add_argument("--scale", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _choose_screen(Path(folder), wanted.width, wanted.height, wanted.scale)
        from PySide6.QtWidgets import QApplication

        application = QApplication(sys.argv[:1])
        for line in sys.stdin:
            json.dump(_walked(application, wanted.url, json.loads(line)), sys.stdout, ensure_ascii=False)
            print(flush=True)
    return 0


def _choose_screen(folder: Path, width: int, height: int, scale: int) -> None:
    """One screen of that many logical pixels, before Qt is loaded."""
    screen = {"name": "desk", "x": 0, "y": 0, "width": width * scale, "height": height * scale}
    screens = folder / "screens.json"
    screens.write_text(json.dumps({"screens": [screen | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}))
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"
    os.environ["QT_SCALE_FACTOR"] = str(scale)


def _walked(application: "QApplication", url: str, wanted: dict[str, Any]) -> dict[str, Any]:
    """What one walk found."""
    from tests.ui.clipping.everything import everything
    from tests.ui.clipping.walk import Walk, Wanted

    # What is loaded goes away no more, and need not be looked through each time that windows come and go.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER)
    with (
        tempfile.TemporaryDirectory() as folder,
        Walk(application, url, Wanted(**wanted), Path(folder)) as walk,
    ):
        everything(walk)
        return {"texts": walk.texts, "faults": walk.faults, "fields": sorted(walk.fields)}


if __name__ == "__main__":
    raise SystemExit(main())
