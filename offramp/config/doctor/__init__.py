"""`offramp doctor`: says what is wrong with an installation, and what to do about it."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict

from offramp.config.doctor.checks import examine
from offramp.config.doctor.findings import Finding


def doctor(arguments: list[str]) -> None:
    """Print one line for each check. The exit code is 1 where any is red."""
    parser = ArgumentParser(prog="offramp doctor")
    parser.add_argument("--json", action="store_true", help="print JSON")
    findings = examine()
    as_json = parser.parse_args(arguments).json
    sys.stdout.write(_json(findings) if as_json else _lines(findings))
    sys.exit(not all(finding.ok for finding in findings))


def _json(findings: list[Finding]) -> str:
    healthy = all(finding.ok for finding in findings)
    return json.dumps({"ok": healthy, "checks": [asdict(finding) for finding in findings]}, indent=2) + "\n"


def _lines(findings: list[Finding]) -> str:
    return "".join(
        f"ok   {finding.name}\n" if finding.ok else f"RED  {finding.name}: {finding.wrong}\n     {finding.remedy}\n"
        for finding in findings
    )
