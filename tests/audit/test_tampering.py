"""A small run of the proof `tamper`: every altered row is found and named, and what can't be proven is said."""

import pytest

from offramp.kernel.embedded import Server
from proofs.tamper.trying import tell
from tests.conftest import connected_as


def test_whatever_a_superuser_does_to_sealed_rows_is_found_and_named(
    server: Server, own_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with connected_as(server.superuser_url(own_database)):
        tell(tries=40, key="the key of this small proof, which is nowhere else")

    each = "changed 10/10, deleted 10/10, put in 10/10, swapped 10/10"
    assert capsys.readouterr().out.splitlines() == [
        f"One by one, each undone before the next: 40 of 40 found and named ({each}).",
        f"All at once, over everything that is sealed: 40 of 40 found and named ({each}).",
        "A row that was not sealed yet was changed: not found, and it is said that it can't be.",
        "The end was cut off, rows and block: not found without the head from outside, and that is said.",
        "With the head: Block 8: was noted outside and is gone: the end was cut off, or a copy is older.",
    ]
