"""Figures as a reader wants them: one table, and on which machine."""

import os
import platform
import statistics
from collections.abc import Sequence

from bench._site import Stored


def p50(taken: Sequence[float]) -> float:
    """Return the time that half of them stayed within."""
    return statistics.median(taken)


def p95(taken: Sequence[float]) -> float:
    """Return the time that 95 of 100 stayed within."""
    return sorted(taken)[max(0, -(-len(taken) * 95 // 100) - 1)]


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table: the first column to the left, the others to the right."""
    widths = [max(len(row[place]) for row in [head, *rows]) for place in range(len(head))]
    for row in [head, ["-" * width for width in widths], *rows]:
        cells = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        print("  ".join([row[0].ljust(widths[0]), *cells]))


def machine(stored: Stored) -> str:
    """Return what this was measured on."""
    [(version,)] = stored.rows("SHOW server_version")
    return f"{os.cpu_count()} cores ({platform.machine()}), PostgreSQL {version}, Python {platform.python_version()}"
