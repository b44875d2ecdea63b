"""How tests are shared out between workers."""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

OF_ONE_WORKER = ("tests/config/test_benches.py", "tests/config/test_doctor.py", "tests/config/test_supervisor.py")
"""Files whose tests share what is slow to make: each file goes to one worker, whole."""


class FilesAndTests(LoadScopeScheduling):
    """Shares out whole files where they say so, single tests elsewhere."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in OF_ONE_WORKER else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FilesAndTests:
    """Tell xdist to share out tests our way."""
    return FilesAndTests(config, log)
