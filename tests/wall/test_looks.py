"""What each response shows is what the read log says it showed, both ways.

Everybody walks by `offramp proof looks`; here one of each kind.
"""

import os
import sys

import pytest

from tests.cast import Cast
from tests.wall.looks import Compared, a_scene, compare

WHOLE = os.environ.get("OFFRAMP_PROOF") == "looks"


@pytest.mark.timeout(1800 if WHOLE else 300)
def test_whoever_is_shown_is_logged_and_whoever_is_logged_is_shown(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    compared = compare(cast, a_scene(cast), few=not WHOLE)
    _report(compared, capsys)

    assert (compared.unlogged, compared.unshown) == ([], [])
    assert compared.subjects > compared.pages // 4


def _report(compared: Compared, capsys: pytest.CaptureFixture[str]) -> None:
    if WHOLE:
        with capsys.disabled():
            sys.stdout.write(
                f"\n{compared.pages} pages opened, as {len(compared.readers)} roles; "
                f"{compared.subjects} subjects of looks compared with what stood on them.\n"
                f"{len(compared.unlogged)} shown and not logged, {len(compared.unshown)} logged and not shown.\n"
            )
            for line in [*compared.unlogged, *compared.unshown]:
                sys.stdout.write(f"  {line}\n")
