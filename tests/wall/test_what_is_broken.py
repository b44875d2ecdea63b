"""What the long proofs break on purpose: each check of the source, and small mistakes in functions."""

import ast
import re
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from offramp.kernel.errors import NotPermitted
from proofs._warm import checks
from proofs._warm.hook import change_on_import
from proofs._warm.mutants import mutants_of, watch
from proofs._warm.session import Outcome
from proofs._warm.verdict import failings
from tests.databases import PROJECT

A_ROOM = '''
"""A room."""
from __future__ import annotations
from offramp.kernel.errors import NotPermitted

def require(by):
    if by != "friend":
        raise NotPermitted("Not you.")

def allowed(by):
    return by == "friend"

def opened(by):
    """Open it."""
    require(by)
    return "open"

def buttons(by):
    return [each for each in ("change",) if allowed(by)]

class Asked(Exception):
    def __init__(self, words):
        super().__init__(words)
        self.asked = words

class Rows(list):
    def filter(self, unit):
        return Rows(each for each in self if each == unit)

def rows_visible_to(by):
    return Rows(["friend", "stranger"]).filter(unit=by)

def late(count, most):
    if count > most and not count == 7:
        count = 0
    return count
'''


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A room whose checks are marked, and which notes which functions are entered."""
    (tmp_path / "a_room.py").write_text(A_ROOM)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.setattr(checks, "known", {})
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "a_room", raising=False)
    change_on_import("a_room".__eq__, lambda name, tree: watch(name, checks.mark(name, tree)))
    return import_module("a_room")


def test_a_check_holds_until_it_is_off(room: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    in_words = {words: check for check, words in checks.known.items()}
    with pytest.raises(NotPermitted):
        room.opened("stranger")
    assert (room.buttons("stranger"), room.rows_visible_to("stranger")) == ([], ["stranger"])

    monkeypatch.setattr(checks, "off", in_words["require(by)"])
    assert room.opened("stranger") == "open"
    monkeypatch.setattr(checks, "off", in_words["raise NotPermitted('Not you.')"])
    assert room.opened("stranger") == "open"
    monkeypatch.setattr(checks, "off", in_words["allowed(by)"])
    assert room.buttons("stranger") == ["change"]
    monkeypatch.setattr(checks, "off", in_words["Rows(['friend', 'stranger']).filter(unit=by)"])
    assert room.rows_visible_to("stranger") == ["friend", "stranger"]


def test_every_call_of_the_gate_in_a_room_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "known", {})
    calls = 0
    for path in sorted((PROJECT / "offramp" / "casework").rglob("*.py")):
        text = path.read_text()
        calls += len(
            re.findall(r"^\s+(?:rules\.)?(?:require|check_may)\(|^\s+raise NotPermitted\(", text, re.MULTILINE)
        )
        checks.mark(".".join(path.relative_to(PROJECT).with_suffix("").parts), ast.parse(text))

    asked = [words for words in checks.known.values() if re.match(r"(rules\.)?(require|check_may)\(|raise ", words)]
    assert len(asked) == calls
    assert len(checks.known) > calls > 20


def test_a_mistake_stands_until_it_is_mended(room: ModuleType, tmp_path: Path) -> None:
    made = list(mutants_of("a_room", tmp_path / "a_room.py"))
    (mistake,) = [each for each in made if each.name.endswith("count > most -> count >= most")]
    assert len({each.name for each in made}) == len(made)

    assert room.late(3, 3) == 3
    mistake.break_it()
    assert room.late(3, 3) == 0
    mistake.mend()
    assert room.late(3, 3) == 3


def test_a_mistake_can_leave_out_what_a_class_inherits(room: ModuleType, tmp_path: Path) -> None:
    (mistake,) = [
        each
        for each in mutants_of("a_room", tmp_path / "a_room.py")
        if each.function == "Asked.__init__" and each.after == "pass"
    ]

    mistake.break_it()
    without = room.Asked("what")
    mistake.mend()

    assert (without.asked, room.Asked("what").asked) == ("what", "what")


def killed(many: int, *, unnoticed: list[str], late: bool = False) -> Outcome:
    return Outcome(found={str(number): "a test" for number in range(many)}, unnoticed=unnoticed, late=late)


def test_a_run_fails_by_each_survivor_of_whom_nobody_says_why() -> None:
    outcome = killed(298, unnoticed=["access.rules:7 allowed #2: a -> b", "access.rules:9 allowed #3: c -> d"])

    assert list(failings(outcome, {"access.rules allowed: a -> b": "It makes no difference."})) == [
        "Survived, and nobody says why: access.rules:9 allowed #3: c -> d"
    ]


def test_a_run_fails_by_too_few_killed_and_by_too_few_tried_unless_the_hour_was_up() -> None:
    too_many, why = ["x: a -> b"] * 20, {"x: a -> b": "It makes no difference."}

    assert list(failings(killed(280, unnoticed=[]), why)) == [
        "280 were tried, fewer than 300, though the hour was not up."
    ]
    assert list(failings(killed(280, unnoticed=[], late=True), why)) == []
    assert list(failings(killed(150, unnoticed=too_many, late=True), why)) == ["88.2 % were killed, less than 90 %."]
    assert list(failings(killed(0, unnoticed=[], late=True), why)) == ["0.0 % were killed, less than 90 %."]
