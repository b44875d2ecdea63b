"""Settings from the environment: what is missing or wrong is said in plain words, all at once."""

from pathlib import Path

import pytest

from offramp.config.environment import Environment, SettingsRefused
from offramp.kernel.roles import Role


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> Environment:
    for name in ("WORD", "WORD_FILE", "COUNT", "SWITCH", "EMAIL_URL", "ZONE", "DATABASE_URL", "APP_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return Environment()


def test_an_empty_setting_counts_as_absent(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORD", "")
    assert env.text("WORD", "branch") == "branch"


def test_a_secret_may_lie_in_a_file(env: Environment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from a file")
    monkeypatch.setenv("WORD_FILE", str(tmp_path / "secret"))
    assert env.required("WORD", "Set it.") == "from a file"


def test_every_problem_is_named_at_once(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNT", "many")
    monkeypatch.setenv("SWITCH", "perhaps")
    monkeypatch.setenv("ZONE", "Atlantis")
    env.required("WORD", "Set it to a word.")
    env.whole("COUNT", 2, least=1, most=64)
    env.flag("SWITCH", False)
    env.zone("ZONE", "America/Edmonton")
    env.fernet_key("KEY", "short")
    with pytest.raises(SettingsRefused) as refusal:
        env.check()
    assert refusal.value.problems == [
        "WORD is not set. Set it to a word.",
        "COUNT must be a whole number, from 1 to 64.",
        "SWITCH is neither yes nor no. Set it to 1 or 0.",
        "ZONE is not a time zone. Set it to a name such as America/Edmonton.",
        "KEY is not a key of 32 bytes in base64. Make one: offramp secret",
    ]


@pytest.mark.parametrize(("written", "meant"), [("1", True), ("yes", True), ("OFF", False), ("false", False)])
def test_a_switch_reads_as_people_write_it(
    env: Environment, monkeypatch: pytest.MonkeyPatch, written: str, meant: bool
) -> None:
    monkeypatch.setenv("SWITCH", written)
    assert env.flag("SWITCH", not meant) is meant
    assert env.problems == []


def test_a_list_is_written_with_commas(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORD", "one.example, two.example,")
    assert env.listed("WORD") == ["one.example", "two.example"]


def test_numbers_are_written_by_name_and_what_is_left_out_keeps_its_default(
    env: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert env.numbers("MONTHS", ["one=24", "two=0"]) == {"one": 24, "two": 0}
    monkeypatch.setenv("MONTHS", "two = 36")
    assert env.numbers("MONTHS", ["one=24", "two=0"]) == {"one": 24, "two": 36}
    assert env.problems == []


@pytest.mark.parametrize("written", ["three=3", "one=often", "one"])
def test_a_number_of_no_name_or_no_digits_is_named(
    env: Environment, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("MONTHS", written)

    assert env.numbers("MONTHS", ["one=24"]) == {"one": 24}
    assert env.problems == [f"MONTHS can't be read at “{written}”. Write it like one=24, with commas."]


def test_mail_goes_to_the_server_named(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://user:secret@mail.example:587")
    told = env.mail("EMAIL_URL", None)
    assert (told["EMAIL_HOST"], told["EMAIL_PORT"], told["EMAIL_USE_TLS"]) == ("mail.example", 587, True)


def test_without_a_mail_server_mail_becomes_files_only_where_a_folder_is_given(env: Environment) -> None:
    assert env.mail("EMAIL_URL", Path("mail"))["EMAIL_FILE_PATH"] == "mail"
    assert env.problems == []
    env.mail("EMAIL_URL", None)
    assert env.problems == [
        "EMAIL_URL is not set. Set it to smtp+tls://user:password@host:587, or consolemail://",
    ]


@pytest.mark.parametrize("address", ["carrier pigeon", "pigeon://coop"])
def test_a_mail_address_that_makes_no_sense_is_named(
    env: Environment, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("EMAIL_URL", address)
    env.mail("EMAIL_URL", None)
    assert env.problems == ["EMAIL_URL is not a mail address. Set it to smtp+tls://user:password@host:587"]


def test_a_named_server_needs_an_address_for_each_role(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://chief:secret@db.example/offramp?sslmode=require")
    owner = env.database(Role.OWNER, Path("unused"))
    assert (owner["NAME"], owner["USER"], owner["HOST"]) == ("offramp", "chief", "db.example")
    assert owner["OPTIONS"] == {"sslmode": "require"}
    env.database(Role.APP, Path("unused"))
    monkeypatch.setenv("APP_DATABASE_URL", "not an address")
    env.database(Role.APP, Path("unused"))
    assert env.problems == [
        "APP_DATABASE_URL is not set. Set it to postgresql://user:password@host/database: offramp roles prints it.",
        "APP_DATABASE_URL can't be read. Set it to postgresql://user:password@host/database",
    ]
