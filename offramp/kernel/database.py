"""Which database this process talks to, and as which role.

`DATABASE_URL` names a server as its owner; `APP_DATABASE_URL`, `JOB_DATABASE_URL` and `BACKUP_DATABASE_URL` name
the same database for the other roles. Without it the embedded server under the home folder is used.
"""

import os
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from offramp.kernel.embedded import Embedded
from offramp.kernel.roles import Role

PROJECT = Path(__file__).resolve().parents[2]


def is_embedded() -> bool:
    """Say whether no server is named, so that the embedded one is used."""
    return not os.environ.get("DATABASE_URL")


def current_role() -> Role:
    """Return the role that this process was started for: the application unless told otherwise."""
    return Role(os.environ.get("OFFRAMP_DB_ROLE") or Role.APP)


def url(role: Role, home: Path) -> str:
    """Return the address of the database for a role."""
    if is_embedded():
        return Embedded(home).server().url(role)
    name = "DATABASE_URL" if role is Role.OWNER else f"{role.upper()}_DATABASE_URL"
    return os.environ.get(name, "")


def django_settings(role: Role, home: Path) -> dict[str, Any]:
    """Return the entry of Django's DATABASES for a role."""
    parts = dict(conninfo_to_dict(url(role, home)))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
