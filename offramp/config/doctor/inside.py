"""Checks that look inside the database, as its owner."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from offramp.config.doctor.findings import Finding, finding
from offramp.kernel.clock import now
from offramp.kernel.database import EXTENSIONS
from offramp.kernel.partitions import missing_months

MIGRATE = "Run `offramp migrate`."
HEARTBEAT_SECONDS = 60


def extensions(connection: BaseDatabaseWrapper) -> Finding:
    """Look for each extension that search and constraints rely on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        known = {name for (name,) in cursor.fetchall()}
    missing = [f"The extension {name} is missing." for name in EXTENSIONS if name not in known]
    return finding("extensions", missing, MIGRATE)


def migrations(connection: BaseDatabaseWrapper) -> Finding:
    """Look for migrations that the code brings and the database has not seen."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    wrong = [f"{migration.app_label} {migration.name} is not applied." for migration, _ in plan]
    return finding("migrations", wrong, MIGRATE)


def policies(connection: BaseDatabaseWrapper) -> Finding:
    """Compare row security, policies and privileges with what the code says they are."""
    from offramp.access import wall  # models may be imported only once Django is set up

    return finding("policies", wall.differences(connection), MIGRATE)


def partitions(connection: BaseDatabaseWrapper) -> Finding:
    """Look for this month's and next month's partition of each table that is cut by month."""
    missing = missing_months(connection, at=now(), ahead=1)
    wrong = [f"{table} has no partition for {first:%B %Y}." for table, first in missing]
    return finding("partitions", wrong, "Run `offramp partitions`, and put it on a monthly timer.")


def worker(connection: BaseDatabaseWrapper) -> Finding:
    """Look for a worker that gave a sign of life lately."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)",
            [HEARTBEAT_SECONDS],
        )
        (alive,) = cursor.fetchone()
    wrong = [] if alive else [f"No worker gave a sign of life in the last {HEARTBEAT_SECONDS} seconds."]
    return finding("worker", wrong, "Start one and keep it running: offramp work")


def seal(connection: BaseDatabaseWrapper) -> Finding:
    """Look whether the sealer keeps up, and whether the newest blocks and their rows are as they were sealed."""
    from offramp.audit.sealing import health
    from offramp.config import seals

    if not settings.SEAL_KEY:
        return finding("seal", ["SEAL_KEY is not set: the seal can't be checked."], "Set it for the doctor too.")
    if broken := health.altered(seals.keys(), seals.heads()):
        remedy = "Keep the database and the heads as they are, tell the privacy officer, run `offramp audit verify`."
        return finding("seal", broken, remedy)
    if missing := health.unnoted(seals.heads()):
        return finding("seal", missing, "Let the sealer write to the folder SEAL_HEADS, and the doctor read it.")
    remedy = (
        "Start one and keep it running: offramp seal. If it runs, a transaction that stays open holds it up: end that."
    )
    return finding("seal", health.behind(at=now()), remedy)


CHECKS: Mapping[str, Callable[[BaseDatabaseWrapper], Finding]] = {
    "extensions": extensions,
    "migrations": migrations,
    "policies": policies,
    "partitions": partitions,
    "worker": worker,
    "seal": seal,
}
