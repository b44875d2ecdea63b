"""Reads settings from the environment, and says in plain words which are missing or wrong.

Every reader returns a usable value and notes the problem, so that one start names all of them at once.
`NAME_FILE` may name a file that holds the value of `NAME`, as secret stores do.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import environ
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from environ.fileaware_mapping import FileAwareMapping

from offramp.kernel import database
from offramp.kernel.roles import Role

SHORTEST_KEY = 32


class SettingsRefused(ImproperlyConfigured):
    """The settings can't be used as they are. `problems` holds one sentence for each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


def _with_files() -> Any:
    reader = environ.Env()
    reader.ENVIRON = FileAwareMapping(cache=False)
    return reader


@dataclass
class Environment:
    """The environment as settings see it."""

    problems: list[str] = field(default_factory=list)
    _env: Any = field(default_factory=_with_files)

    def text(self, name: str, default: str) -> str:
        """Return a text, or the default where the setting is empty or absent."""
        return str(self._env.str(name, default="")) or default

    def required(self, name: str, remedy: str) -> str:
        """Return a text that has no default."""
        value = self.text(name, "")
        if not value:
            self.problems.append(f"{name} is not set. {remedy}")
        return value

    def flag(self, name: str, default: bool) -> bool:
        """Return a yes or no."""
        value = self.text(name, "").lower()
        if value in {"1", "true", "yes", "on"}:
            return True
        if value in {"0", "false", "no", "off"}:
            return False
        if value:
            self.problems.append(f"{name} is neither yes nor no. Set it to 1 or 0.")
        return default

    def whole(self, name: str, default: int, *, least: int = 0, most: int | None = None) -> int:
        """Return a whole number between two bounds, both included."""
        value = self.text(name, "")
        if not value:
            return default
        if value.isdecimal() and least <= int(value) and (most is None or int(value) <= most):
            return int(value)
        span = f"{least} or more" if most is None else f"from {least} to {most}"
        self.problems.append(f"{name} must be a whole number, {span}.")
        return default

    def listed(self, name: str, default: Sequence[str] = ()) -> list[str]:
        """Return a list written with commas."""
        return [part.strip() for part in self.text(name, ",".join(default)).split(",") if part.strip()]

    def numbers(self, name: str, default: Sequence[str]) -> dict[str, int]:
        """Return whole numbers by name, written like one=24,two=36; a name that is left out keeps its default."""
        usual = dict(_pair(part) for part in default)
        for part in self.listed(name):
            key, value = _pair(part)
            if key not in usual or value is None:
                self.problems.append(f"{name} can't be read at “{part}”. Write it like {default[0]}, with commas.")
            else:
                usual[key] = value
        return {key: value or 0 for key, value in usual.items()}

    def fernet_key(self, name: str, value: str) -> str:
        """Return a key for sealed text after checking its shape."""
        if value:
            try:
                Fernet(value)
            except ValueError:
                self.problems.append(f"{name} is not a key of 32 bytes in base64. Make one: offramp secret")
        return value

    def long_key(self, name: str, value: str) -> str:
        """Return a key that is any text, after checking that nobody guesses it."""
        if value and len(value) < SHORTEST_KEY:
            self.problems.append(f"{name} is shorter than {SHORTEST_KEY} characters. Make one: offramp secret")
        return value

    def mail(self, name: str, folder: Path | None) -> dict[str, Any]:
        """Return Django's mail settings from an address such as smtp+tls://user:password@host:587.

        Where none is given, mail is written as files into `folder`.
        """
        value = self.text(name, "")
        if not value and folder is not None:
            return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": str(folder)}
        if not value:
            self.problems.append(f"{name} is not set. Set it to smtp+tls://user:password@host:587, or consolemail://")
            return {}
        try:
            return dict(self._env.email_url_config(value))
        except (KeyError, ValueError, ImproperlyConfigured):
            self.problems.append(f"{name} is not a mail address. Set it to smtp+tls://user:password@host:587")
            return {}

    def mailbox(self, name: str) -> str:
        """Return the address of a mailbox such as imaps://user:password@host:993/INBOX; empty where there is none."""
        value = self.text(name, "")
        parts = urlsplit(value)
        if value and (parts.scheme not in {"imap", "imap+tls", "imaps"} or not parts.hostname or not parts.username):
            self.problems.append(f"{name} is not a mailbox. Set it to imaps://user:password@host:993/INBOX")
            return ""
        return value

    def zone(self, name: str, default: str) -> str:
        """Return the name of a time zone."""
        value = self.text(name, default)
        if value in available_timezones():
            return value
        self.problems.append(f"{name} is not a time zone. Set it to a name such as {default}.")
        return default

    def database(self, role: Role, folder: Path) -> dict[str, Any]:
        """Return Django's database settings for a role."""
        name = database.setting_name(role)
        if not database.is_embedded():
            self.required(name, "Set it to postgresql://user:password@host/database: offramp roles prints it.")
        try:
            return database.django_settings(role, folder)
        except ValueError:
            self.problems.append(f"{name} can't be read. Set it to postgresql://user:password@host/database")
            return {}

    def check(self) -> None:
        """Raise SettingsRefused where anything was missing or wrong."""
        if self.problems:
            raise SettingsRefused(self.problems)


def home() -> Path:
    """Return the folder that holds this installation's own data: the embedded server, its secrets, demo mail."""
    named = os.environ.get("OFFRAMP_HOME")
    return Path(named).resolve() if named else Path(__file__).resolve().parents[2] / ".data"


def origin_of(address: str) -> str:
    """Return the origin of an address, as a content policy names it."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _pair(part: str) -> tuple[str, int | None]:
    key, _equals, value = (text.strip() for text in part.partition("="))
    return key, int(value) if value.isdecimal() and len(value) < 4 else None
