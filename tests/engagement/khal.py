"""A calendar program that is not ours: khal reads what we send, offline, in a folder of its own."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

CONFIG = """
[calendars]
[[pace]]
path = {folder}/events
type = calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
default_timezone = America/Edmonton
local_timezone = America/Edmonton
[default]
default_calendar = pace
[sqlite]
path = {folder}/khal.db
"""
LINE = "{start-date} {start-time} {end-date} {end-time} {title} @ {location} {status}"


def shown_in_khal(ics: bytes, folder: Path, day: date) -> list[str]:
    """Import a file into an empty calendar and return what khal shows of a day and the one after, each event once."""
    (folder / "events").mkdir()
    (folder / "config").write_text(CONFIG.format(folder=folder))
    (folder / "sent.ics").write_bytes(ics)
    _khal(folder, "import", "--batch", "-a", "pace", str(folder / "sent.ics"))
    listed = _khal(folder, "list", "--once", "--day-format", "", "--format", LINE, day.isoformat(), "2d")
    return [line.strip() for line in listed.splitlines() if line.strip()]


def _khal(folder: Path, *asked: str) -> str:
    program = Path(sys.executable).with_name("khal")
    done = subprocess.run(
        [program, "-c", str(folder / "config"), *asked],
        capture_output=True, text=True, timeout=60, check=True, env={**os.environ, "HOME": str(folder)},
    )  # fmt: skip
    return done.stdout
