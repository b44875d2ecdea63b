"""The keys of sealed text: made before they are used, each for one subject, wrapped, destroyed for good."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import psycopg
import pytest
from cryptography.fernet import Fernet

from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from offramp.kernel.ids import new_id
from offramp.kernel.sealed.cipher import NotOurs, new_key, seal, unseal
from offramp.kernel.sealed.store import Destroyed, KeyStore, KeyStoreAway

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture
def address(server: Server, worker_id: str) -> Iterator[str]:
    """A key store's database for this test alone."""
    name = f"keys_{worker_id}"
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
        connection.execute(f"CREATE DATABASE {name} OWNER offramp_keys".encode())
    yield server.keys_url().replace("/offramp_keys?", f"/{name}?")
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


Opener = Callable[..., KeyStore]


@pytest.fixture
def opened(address: str) -> Iterator[Opener]:
    """Open the store as another process does, with these secrets: `opened(NEW, OLD)`."""
    stores: list[KeyStore] = []

    def opener(*secrets: str) -> KeyStore:
        stores.append(KeyStore(address, secrets or [OLD]))
        return stores[-1]

    yield opener
    for one in stores:
        one.close()


@pytest.fixture
def store(opened: Opener) -> KeyStore:
    made = opened()
    made.prepare()
    return made


def test_a_text_opens_with_its_key_in_its_place_and_nowhere_else() -> None:
    key = new_key()
    sealed = seal("Sleeps by the ᑭᐢ 🌲", key=key, place="casework_note.text:1")

    assert unseal(sealed, key=key, place="casework_note.text:1") == "Sleeps by the ᑭᐢ 🌲"
    for other_key, place in ((key, "casework_note.text:2"), (new_key(), "casework_note.text:1")):
        with pytest.raises(NotOurs):
            unseal(sealed, key=other_key, place=place)
    with pytest.raises(NotOurs):
        unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), key=key, place="casework_note.text:1")


def test_two_who_write_first_at_once_get_the_same_key(address: str, store: KeyStore) -> None:
    subject = new_id()

    def first(_number: int) -> bytes:
        other = KeyStore(address, [OLD])
        key = other.key_to_write(subject)
        other.close()
        return key

    with ThreadPoolExecutor(8) as together:
        keys = set(together.map(first, range(8)))

    assert (len(keys), store.key_of(subject) in keys) == (1, True)


def test_the_store_holds_no_key_that_opens_anything_by_itself(address: str, store: KeyStore, opened: Opener) -> None:
    subject = new_id()
    key = store.key_to_write(subject)
    with psycopg.connect(address) as connection:
        [(wrapped,)] = connection.execute("SELECT wrapped FROM subject_key").fetchall()

    assert key not in bytes(wrapped)
    assert opened(OLD).key_of(subject) == key
    with pytest.raises(NotOurs):
        opened(NEW).key_of(subject)


def test_a_key_put_in_the_place_of_anothers_is_refused(address: str, store: KeyStore) -> None:
    hers, his = new_id(), new_id()
    store.make([hers, his])
    with psycopg.connect(address) as connection:
        connection.execute(
            "UPDATE subject_key SET wrapped = (SELECT wrapped FROM subject_key WHERE subject = %s) WHERE subject = %s",
            [hers, his],
        )

    assert store.key_of(hers) is not None
    with pytest.raises(NotOurs):
        store.key_of(his)
    assert store.faults() == ["1 of 2 keys are opened by none of the secrets."]


def test_keys_are_wrapped_anew_and_the_old_secret_can_go(store: KeyStore, opened: Opener) -> None:
    subjects = [new_id() for _ in range(3)]
    before = [store.key_to_write(subject) for subject in subjects]

    assert opened(NEW, OLD).rewrap() == 3
    assert opened(NEW, OLD).rewrap() == 3

    alone = opened(NEW)
    assert ([alone.key_of(subject) for subject in subjects], alone.faults()) == (before, [])
    assert opened(OLD).faults() == ["3 of 3 keys are opened by none of the secrets."]


def test_a_destroyed_key_stays_destroyed(address: str, store: KeyStore) -> None:
    subject, at = new_id(), now()
    store.key_to_write(subject)

    assert (store.destroy(subject, at=at), store.destroy(subject, at=now())) == (True, False)

    store.make([subject])
    assert (store.key_of(subject), store.destroyed_at(subject)) == (None, at)
    with pytest.raises(Destroyed, match="was disposed of"):
        store.key_to_write(subject)
    assert rows(address) == [(subject, None)]


def test_nobody_is_destroyed_by_a_key_that_was_mistyped(address: str, store: KeyStore) -> None:
    assert store.destroy(new_id(), at=now()) is False
    assert (rows(address), store.destroyed_at(new_id())) == ([], None)


def test_another_process_forgets_a_destroyed_key_within_two_seconds(
    store: KeyStore, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject, elsewhere = new_id(), opened()
    key = store.key_to_write(subject)
    assert elsewhere.key_of(subject) == key
    store.destroy(subject, at=now())
    assert elsewhere.key_of(subject) == key

    later = time.monotonic() + 2.01
    monkeypatch.setattr("offramp.kernel.sealed.store.time.monotonic", lambda: later)

    assert elsewhere.key_of(subject) is None


def test_the_keys_of_a_list_are_asked_for_at_once(address: str, store: KeyStore, opened: Opener) -> None:
    subjects = [new_id() for _ in range(3)]
    keys = [store.key_to_write(subject) for subject in subjects]
    elsewhere = opened()
    elsewhere.recall([*subjects, new_id()])
    cut_off(address)

    assert [elsewhere.key_of(subject) for subject in subjects] == keys


def test_a_process_remembers_so_many_keys_and_no_more(store: KeyStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offramp.kernel.sealed.store.KEPT_AT_MOST", 2)
    monkeypatch.setattr("offramp.kernel.sealed.store.KEPT_SECONDS", -1)
    for subject in [new_id() for _ in range(9)]:
        store.key_to_write(subject)

    assert len(store._known) <= 2


def test_while_the_store_is_away_it_says_so_and_comes_back_by_itself(address: str, store: KeyStore) -> None:
    subject = new_id()
    key = store.key_to_write(subject)
    store.close()
    store.make([new_id()])
    cut_off(address)

    with pytest.raises(KeyStoreAway):
        store.key_of(subject)
    assert store.key_of(subject) == key
    nowhere = KeyStore("postgresql://offramp_keys@127.0.0.1:1/offramp_keys", [OLD])
    assert nowhere.faults() == ["The key store can't be reached."]


def test_a_store_that_hangs_is_as_one_that_is_away(
    address: str, store: KeyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("offramp.kernel.sealed.store.PATIENCE", 1)
    subject = new_id()
    key = store.key_to_write(subject)
    store.close()

    with psycopg.connect(address) as other:
        other.execute("LOCK TABLE subject_key IN ACCESS EXCLUSIVE MODE")
        began = time.monotonic()
        with pytest.raises(KeyStoreAway):
            store.key_of(subject)
        assert time.monotonic() - began < 5
    assert store.key_of(subject) == key


def test_a_store_that_stopped_in_the_middle_is_waited_for_no_longer(
    store: KeyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("offramp.kernel.sealed.store.PATIENCE", 1)
    subject = new_id()
    key = store.key_to_write(subject)
    store.close()
    with store._connection() as connection:
        backend = connection.info.backend_pid
    os.kill(backend, signal.SIGSTOP)
    try:
        began = time.monotonic()
        assert (store.is_there(), time.monotonic() - began < 6) == (False, True)
    finally:
        os.kill(backend, signal.SIGCONT)
    assert store.key_of(subject) == key


def test_whether_the_store_is_there_is_asked_once_a_second(
    address: str, store: KeyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert store.is_there()
    cut_off(address)
    assert store.is_there()

    later = time.monotonic() + 1.01
    monkeypatch.setattr("offramp.kernel.sealed.store.time.monotonic", lambda: later)
    assert not store.is_there()
    monkeypatch.setattr("offramp.kernel.sealed.store.time.monotonic", lambda: later + 1.01)
    assert store.is_there()


def test_a_store_that_was_never_prepared_is_told(opened: Opener) -> None:
    assert opened(OLD).faults() == ["The key store can't be read (UndefinedTable)."]


def rows(address: str) -> list[tuple[UUID, bytes | None]]:
    with psycopg.connect(address) as connection:
        return connection.execute("SELECT subject, wrapped FROM subject_key").fetchall()


def cut_off(address: str) -> None:
    """End every other connection to the store, as a server that stops does."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
