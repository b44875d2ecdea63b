"""What must be done between an update of the code and the next start of the demo, and whether it was.

The record holds a fingerprint of the code: as long as that is the same, a start skips it all.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from offramp.kernel.database import PROJECT


def fingerprint() -> str:
    """Return a digest of the installed code, templates, styles and data."""
    digest = hashlib.sha256()
    for path in sorted((PROJECT / "offramp").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(str(path.relative_to(PROJECT)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current(home: Path) -> bool:
    """Say whether the preparation was done for the code as it is."""
    return _read(home).get("fingerprint") == fingerprint()


def done(home: Path, sign_in: list[str]) -> None:
    """Note that the preparation was done for the code as it is, and who can sign in, one line each."""
    home.mkdir(parents=True, exist_ok=True)
    _record(home).write_text(json.dumps({"fingerprint": fingerprint(), "sign_in": sign_in}))


def who_can_sign_in(home: Path) -> list[str]:
    """Return who can sign in to the demo, one line each."""
    return [str(line) for line in _read(home).get("sign_in", [])]


def forget(home: Path) -> None:
    """Have the next start prepare everything again."""
    _record(home).unlink(missing_ok=True)


def _record(home: Path) -> Path:
    return home / "prepared.json"


def _read(home: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(_record(home).read_text()))
    except (FileNotFoundError, ValueError):
        return {}
