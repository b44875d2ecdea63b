"""Secrets that the machine makes for itself."""

import stat
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

from offramp.kernel.secrets_file import SecretsFile


def test_a_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "secrets.json"
    numbers = count()
    first = SecretsFile(path).get("key", lambda: f"made {next(numbers)}")
    again = SecretsFile(path).get("key", lambda: f"made {next(numbers)}")
    assert (first, again) == ("made 0", "made 0")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_many_who_ask_at_once_get_the_same_secret(tmp_path: Path) -> None:
    numbers = count()
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda _: SecretsFile(tmp_path / "s.json").get("key", lambda: str(next(numbers))), range(40))
        )
    assert answers == ["0"] * 40
