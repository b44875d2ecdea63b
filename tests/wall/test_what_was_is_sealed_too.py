"""Once a key is destroyed nothing that it sealed opens: not in rows, not in what they were, not in an old backup."""

from pathlib import Path

import pytest
from django.db import connection

from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from offramp.kernel.sealed import key_store
from tests.cast import Cast, make_cast
from tests.conftest import connected_as
from tests.diversion.restoring import backed_up, restored
from tests.wall.canaries import in_the_clear
from tests.wall.changing import change_every_row, kept_models, sealed_words
from tests.wall.emergency import beside
from tests.wall.opening import models_beside, support_models
from tests.wall.person import Whole, a_whole_person

GONE = "This was disposed of."


@pytest.fixture
def cast(own_database: str) -> Cast:
    return make_cast(at=now())


@pytest.fixture
def whole(server: Server, own_database: str, cast: Cast) -> Whole:
    made = a_whole_person(cast)
    beside(cast, made)
    change_every_row(server, own_database)
    return made


def test_what_was_holds_no_sealed_word_in_the_clear(server: Server, own_database: str, whole: Whole) -> None:
    with connected_as(server.superuser_url(own_database)):
        assert list(in_the_clear(whole, [*support_models(), *models_beside(), *kept_models()])) == []


@pytest.mark.timeout(300)
def test_once_the_key_is_destroyed_neither_row_nor_history_nor_an_old_backup_opens(
    server: Server, own_database: str, whole: Whole, tmp_path: Path
) -> None:
    models = [*support_models(), *models_beside(), *kept_models()]
    before = sealed_words(server, whole.person, models)
    dump = backed_up(server, own_database, tmp_path)

    key_store().destroy(whole.person, at=now())

    gone = {place: [GONE] * len(words) for place, words in before.items()}
    assert sealed_words(server, whole.person, models) == gone
    with restored(server, dump, f"{own_database}_before"):
        assert sealed_words(server, whole.person, models) == gone
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM casework_note")
            assert cursor.fetchone() == (0,)  # nobody asks: it stands behind the wall as before
    histories = {place for place in before if "before." in place}
    assert (len(histories) > 10, any(GONE in words for words in before.values())) == (True, False)
