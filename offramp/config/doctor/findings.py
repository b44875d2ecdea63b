"""What one check found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One check's result: where it isn't ok, what is wrong and what to do."""

    name: str
    ok: bool
    wrong: str = ""
    remedy: str = ""


def finding(name: str, wrong: list[str], remedy: str) -> Finding:
    """Return a green finding where nothing is wrong, else a red one."""
    return Finding(name, ok=False, wrong=" ".join(wrong), remedy=remedy) if wrong else Finding(name, ok=True)
