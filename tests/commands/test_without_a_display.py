"""What ``make run`` starts, where there is no display: it says what it does, and no library says anything."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Fontconfig warns of what it does not know, as an old one does of a new one's files.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <nobody-knows-this/>
</fontconfig>
"""


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there is always a display")
def test_it_draws_every_window_and_prints_only_what_it_does(tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text(FONTS, encoding="utf-8")
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR", "MEDIC_DESK_LOG"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment |= {
        "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }
    command = [sys.executable, "-m", "medic_desk", "demo", "--language", "el"]
    # Not pytest's own folder: below it, closed as it is, root's stand-in could not run the server.
    with tempfile.TemporaryDirectory(prefix="medic-desk-run-") as folder:
        Path(folder).chmod(0o755)
        command += ["--data-dir", str(Path(folder) / "data"), "--tour", str(tmp_path / "pictures")]
        ran = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
        )
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    lines = ran.stdout.splitlines()
    pictures = sorted(str(path) for path in (tmp_path / "pictures").iterdir())
    assert len(pictures) > 10
    assert lines[-len(pictures) :] == pictures
    assert lines[-len(pictures) - 1] == f"Drawing every window into {tmp_path / 'pictures'} …"
    log = (tmp_path / "state" / "medic-desk" / "log" / "medic-desk.log").read_text(encoding="utf-8")
    assert "propagateSizeHints" not in log
