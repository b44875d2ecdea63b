"""Which database this process talks to, and as which role.

`DATABASE_URL` names a server as its owner; `APP_DATABASE_URL`, `JOB_DATABASE_URL`, `SEAL_DATABASE_URL` and
`BACKUP_DATABASE_URL` name the same database for the other roles. Without any of them the embedded server under the home
folder is used.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from offramp.kernel.embedded import Embedded
from offramp.kernel.roles import Role

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

EXTENSIONS = ("pg_trgm", "unaccent", "fuzzystrmatch", "citext", "btree_gist")
PROJECT = Path(__file__).resolve().parents[2]


def is_embedded() -> bool:
    """Say whether no server is named for any role, so that the embedded one is used."""
    return not any(is_named(role) for role in Role)


def is_named(role: Role) -> bool:
    """Say whether this process was given a role's address of a server."""
    return bool(_named(role))


def current_role() -> Role:
    """Return the role that this process was started for: the application unless told otherwise."""
    return Role(os.environ.get("OFFRAMP_DB_ROLE") or Role.APP)


def setting_name(role: Role) -> str:
    """Return the name of the setting that holds a role's address."""
    return "DATABASE_URL" if role is Role.OWNER else f"{role.upper()}_DATABASE_URL"


def url(role: Role, home: Path) -> str:
    """Return a role's address of the database, or nothing where the setting is missing."""
    if is_embedded():
        return Embedded(home).server().url(role)
    return _named(role)


def keystore_url(home: Path) -> str:
    """Return the key store's address; empty where a server is named and the setting is missing."""
    return _setting("KEYSTORE_URL") or (Embedded(home).server().keys_url() if is_embedded() else "")


def _named(role: Role) -> str:
    return _setting(setting_name(role))


def _setting(name: str) -> str:
    file = os.environ.get(f"{name}_FILE")
    return Path(file).read_text().strip() if file else os.environ.get(name, "")


def django_settings(role: Role, home: Path) -> dict[str, Any]:
    """Return the entry of Django's DATABASES for a role, or raise ValueError where its address can't be read."""
    try:
        parts = dict(conninfo_to_dict(url(role, home)))
    except psycopg.ProgrammingError as error:
        raise ValueError(setting_name(role)) from error
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


def create_extensions(connection: "BaseDatabaseWrapper") -> None:
    """Create what the migrations rely on. All are trusted: the owner of the database may."""
    with connection.cursor() as cursor:
        for name in EXTENSIONS:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {name} SCHEMA public")
