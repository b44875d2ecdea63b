"""After a run of all tests: is enough of the code covered by branch, overall and in each file where rules are kept?"""

import json
import re
import sys
from pathlib import Path

from coverage import Coverage

OVERALL = 95
EACH = 98
KEEPS_RULES = re.compile(r"/(rules|actions|queries)(\.py$|/)")
"""A good total could hide one of these, so each is looked at by itself."""


def main() -> int:
    """Say both in a line each, name each file that falls short, and return whether something does."""
    coverage = Coverage()
    coverage.load()
    details = Path("build/coverage/report.json")
    total = coverage.json_report(outfile=str(details))
    files = {
        name: seen["summary"]["percent_covered"] for name, seen in json.loads(details.read_text())["files"].items()
    }
    ours = {name: percent for name, percent in files.items() if KEEPS_RULES.search(name)}
    short = [f"  {name}: {percent:.1f} %\n" for name, percent in ours.items() if percent < EACH]
    sys.stdout.write(f"Covered by branch: {total:.1f} % overall, of {OVERALL} % wanted.\n")
    sys.stdout.write(f"{len(ours)} files of rules, actions, queries, of {EACH} % each wanted; short: {len(short)}.\n")
    sys.stdout.writelines(short)
    return int(bool(short) or total < OVERALL)


if __name__ == "__main__":
    sys.exit(main())
