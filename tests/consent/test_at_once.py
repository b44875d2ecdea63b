"""After an acknowledged withdrawal nothing more is served, however many ask at that moment."""

import pytest

from bench._site import Stored
from offramp.kernel.embedded import Server
from proofs.at_once import prove
from tests import databases


@pytest.mark.timeout(300)  # alone, it loads the training city first
def test_no_request_begun_after_a_withdrawal_is_served(
    server: Server, worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    name = f"test_{worker_id}_at_once"
    databases.clone(server, name, databases.template(server, city=True))

    asked = prove(Stored(server, name, tmp_path_factory.mktemp("at_once")), requests=48)

    assert (len(asked.before), sum(asked.before)) == (48, 48)
    assert (len(asked.after), sum(asked.after)) == (48, 0)
    databases.remove(server, name)
