"""Put the wall up after each migration, and tell where the database differs from the source."""

import hashlib
import importlib
import importlib.util
import json
from types import ModuleType

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from offramp.access.wall import functions
from offramp.access.wall.policies import APP, SEAL, policies
from offramp.access.wall.tables import APPEND_ONLY, AUTHORS_OWN, READ_ONLY, SEALS, guarded_models, wall_of
from offramp.access.who_sees_what import ceilings

LIVE = """
SELECT 'policy', tablename, policyname, cmd, roles::text, coalesce(qual, ''), coalesce(with_check, '')
  FROM pg_policies WHERE schemaname = 'public'
UNION ALL
SELECT 'table', c.relname, c.relrowsecurity::text, c.relforcerowsecurity::text, '', '', ''
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
UNION ALL
SELECT 'function', p.oid::regprocedure::text, pg_get_userbyid(p.proowner)::text, p.prosecdef::text,
  md5(p.prosrc), coalesce(array_to_string(p.proconfig, ', '), ''), p.provolatile::text
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname = 'public' AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
UNION ALL
SELECT 'right', c.relname, r.privilege_type, coalesce(g.rolname, 'everybody'), '', '', ''
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
  CROSS JOIN aclexplode(c.relacl) r LEFT JOIN pg_roles g ON g.oid = r.grantee
  WHERE r.grantee <> c.relowner AND NOT starts_with(coalesce(g.rolname, ''), 'pg_')
UNION ALL
SELECT 'column right', c.relname || '.' || a.attname, r.privilege_type, coalesce(g.rolname, 'everybody'), '', '', ''
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
  CROSS JOIN aclexplode(a.attacl) r LEFT JOIN pg_roles g ON g.oid = r.grantee
UNION ALL
SELECT 'right to call', p.oid::regprocedure::text, coalesce(g.rolname, 'everybody'), '', '', '', ''
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = 'public'
  CROSS JOIN aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) r LEFT JOIN pg_roles g ON g.oid = r.grantee
  WHERE r.grantee <> p.proowner AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
UNION ALL
SELECT 'trigger', c.relname, t.tgname, t.tgenabled::text, md5(pg_get_triggerdef(t.oid)), '', ''
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND NOT t.tgisinternal
UNION ALL
SELECT 'ceiling', role, operation, basis, category, '', '' FROM access_ceiling
ORDER BY 1, 2, 3, 4, 5
"""


def apply(connection: BaseDatabaseWrapper) -> None:
    """Write ceilings, functions, policies and GRANTs as the source says. Run as the owner, after migrations."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        owner = cursor.fetchone()[0]
        _write_ceilings(cursor)
        _write_functions(cursor, owner)
        _drop_policies(cursor)
        for policy in policies(owner):
            cursor.execute(policy.sql())
        _secure(cursor)
        _grant_rights(cursor)
        _remember(cursor, owner)


def differences(connection: BaseDatabaseWrapper) -> list[str]:
    """Return in words where the wall in the database differs from what the source put there; empty if nowhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('access_wallstate') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return ["The wall was never put up: run `offramp migrate`."]
        cursor.execute("SELECT source, live FROM access_wallstate ORDER BY id DESC LIMIT 1")
        row = cursor.fetchone()
        if row is None:
            return ["The wall was never put up: run `offramp migrate`."]
        source, live = row
        live = json.loads(live) if isinstance(live, str) else live
        cursor.execute(LIVE)
        return _compare(source == _source_digest(live["owner"]), live["rows"], [list(r) for r in cursor.fetchall()])


def _compare(source_is_same: bool, then: list[list[str]], now: list[list[str]]) -> list[str]:
    found = [] if source_is_same else ["The rules changed since the wall was put up: run `offramp migrate`."]
    old, new = {tuple(row) for row in then}, {tuple(row) for row in now}
    found += [f"Gone or altered: {_told(row)}." for row in sorted(old - new)]
    found += [f"Not from the source: {_told(row)}." for row in sorted(new - old)]
    return found


def _told(row: tuple[str, ...]) -> str:
    kind, *rest = row
    return f"{kind} {' '.join(part for part in rest[:3] if part)}"


def _write_ceilings(cursor: CursorWrapper) -> None:
    cursor.execute("DELETE FROM access_ceiling")
    cursor.executemany(
        "INSERT INTO access_ceiling (role, operation, basis, category) VALUES (%s, %s, %s, %s)", ceilings()
    )


def function_sources() -> list[tuple[str, dict[str, tuple[str, ...]]]]:
    """Return each room's SQL of definer functions with their owners: `SQL` and `OWNED_BY` of its `definers` module."""
    found: list[tuple[str, dict[str, tuple[str, ...]]]] = [
        (functions.CONTEXT, {}),
        (functions.RESTRICTED + functions.TERMS + functions.GRANTS + functions.GROUNDS, functions.OWNED_BY),
    ]
    return found + [(module.SQL, module.OWNED_BY) for module in _definers()]


def unguarded_reads() -> list[tuple[str, str]]:
    """Return which tables without a wall a function's owner reads, as pairs: `READS` of each `definers` module."""
    found = [("offramp_gate", table) for table in functions.GATE_READS]
    for module in _definers():
        found += [(role, table) for role, tables in getattr(module, "READS", {}).items() for table in tables]
    return found


def _definers() -> list[ModuleType]:
    names = [f"{config.name}.definers" for config in apps.get_app_configs()]
    return [importlib.import_module(name) for name in names if importlib.util.find_spec(name)]


def _write_functions(cursor: CursorWrapper, owner: str) -> None:
    cursor.execute(f'GRANT USAGE, CREATE ON SCHEMA public TO "{owner}"')
    for role in ("offramp_gate", "offramp_search", "offramp_counts"):
        cursor.execute(f"GRANT USAGE, CREATE ON SCHEMA public TO {role}")
    for role, table in unguarded_reads():
        cursor.execute(f'GRANT SELECT ON "{table}" TO {role}')
    cursor.execute("GRANT SELECT, INSERT, UPDATE ON access_grant TO offramp_gate")
    cursor.execute("GRANT SELECT, INSERT ON access_link TO offramp_gate")
    for sql, owned_by in function_sources():
        cursor.execute(sql)
        for role, signatures in owned_by.items():
            for signature in signatures:
                cursor.execute(f"ALTER FUNCTION {signature} OWNER TO {role}")
                cursor.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
                cursor.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO {APP}, {_others(role, owner)}")
    for role in ("offramp_gate", "offramp_search", "offramp_counts"):
        cursor.execute(f"REVOKE CREATE ON SCHEMA public FROM {role}")


def _others(role: str, owner: str) -> str:
    roles = {"offramp_gate", "offramp_search", "offramp_counts", f'"{owner}"'} - {role}
    return ", ".join(sorted(roles))


def _drop_policies(cursor: CursorWrapper) -> None:
    cursor.execute("SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'")
    for table, name in cursor.fetchall():
        cursor.execute(f'DROP POLICY "{name}" ON "{table}"')


def _secure(cursor: CursorWrapper) -> None:
    tables = [model._meta.db_table for model in guarded_models()]
    for table in (*tables, "access_grant", *APPEND_ONLY, *SEALS, *AUTHORS_OWN):
        cursor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY')


def _grant_rights(cursor: CursorWrapper) -> None:
    """The runtime owns nothing. Partitions are reached through their parents alone."""
    hidden = {model._meta.db_table for model in guarded_models() if wall_of(model).hidden}
    append_only = {model._meta.db_table for model in guarded_models() if wall_of(model).append_only}
    cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {APP}, {SEAL}")
    for table, is_partition in _tables(cursor):
        if is_partition or table in hidden:
            continue
        rights = "SELECT, INSERT, UPDATE, DELETE"
        if table in APPEND_ONLY or table in append_only:
            rights = "SELECT, INSERT"
        elif table in READ_ONLY:
            rights = "SELECT"
        cursor.execute(f'GRANT {rights} ON "{table}" TO {APP}')
    for table in (*APPEND_ONLY, *SEALS):
        cursor.execute(f'GRANT SELECT{", INSERT" if table in SEALS else ""} ON "{table}" TO {SEAL}')
    cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP}")
    for model in guarded_models():
        for definer in wall_of(model).definers:
            rights = "SELECT, INSERT, UPDATE, DELETE" if wall_of(model).hidden else "SELECT"
            cursor.execute(f'GRANT {rights} ON "{model._meta.db_table}" TO offramp_{definer}')
        if wall_of(model).ended_by:
            rights = "INSERT" if wall_of(model).became else "UPDATE"
            cursor.execute(f'GRANT {rights} ON "{model._meta.db_table}" TO offramp_{wall_of(model).ended_by}')


def _tables(cursor: CursorWrapper) -> list[tuple[str, bool]]:
    cursor.execute(
        "SELECT c.relname, c.relispartition FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')"
    )
    return list(cursor.fetchall())


def _remember(cursor: CursorWrapper, owner: str) -> None:
    cursor.execute(LIVE)
    live = {"owner": owner, "rows": [list(row) for row in cursor.fetchall()]}
    cursor.execute(
        "INSERT INTO access_wallstate (source, live, applied_at) VALUES (%s, %s, statement_timestamp())",
        [_source_digest(owner), json.dumps(live)],
    )


def _source_digest(owner: str) -> str:
    parts = [policy.sql() for policy in policies(owner)]
    parts += ["|".join(cell) for cell in ceilings()]
    parts += [sql for sql, _ in function_sources()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
