"""Secrets that this machine makes for itself, kept in one file that only its owner may read."""

import fcntl
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path


class SecretsFile:
    """A small JSON file of named secrets. Each is made once, at its first use."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def get(self, name: str, make: Callable[[], str]) -> str:
        """Return the named secret, made and kept if there was none.

        Two processes that ask at the same moment get the same one.
        """
        known = self._read().get(name)
        if known is not None:
            return known
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            secrets = self._read()
            if name not in secrets:
                secrets[name] = make()
                self._write(secrets)
            return secrets[name]

    def _read(self) -> dict[str, str]:
        try:
            return dict(json.loads(self.path.read_text()))
        except FileNotFoundError:
            return {}

    def _write(self, secrets: dict[str, str]) -> None:
        descriptor, draft = tempfile.mkstemp(dir=self.path.parent, prefix=".secrets-")
        with os.fdopen(descriptor, "w") as file:
            json.dump(secrets, file, indent=2)
        Path(draft).replace(self.path)
