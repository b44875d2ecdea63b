"""The rules of the house, held by the code as it is."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.architecture import registry, sources

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("rule", sources.RULES.values(), ids=sources.RULES.keys())
def test_the_source_keeps(rule: "sources.Rule") -> None:
    assert rule(PROJECT / "offramp") == []


@pytest.mark.parametrize("rule", registry.RULES.values(), ids=registry.RULES.keys())
def test_tables_and_routes_keep(rule: "registry.Rule") -> None:
    assert rule() == []


def test_layers_are_kept_between_rooms_and_inside_them() -> None:
    linted = subprocess.run(
        [sys.executable, "-m", "importlinter.cli", "lint"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert linted.returncode == 0, linted.stdout


def test_the_data_dictionary_is_fresh() -> None:
    try:
        call_command("dictionary", "--check")
    except CommandError as stale:
        pytest.fail(str(stale))


def test_the_tables_of_the_guide_are_fresh() -> None:
    try:
        call_command("guide", "--check")
    except CommandError as stale:
        pytest.fail(str(stale))


def test_whatever_stands_on_a_bilingual_page_has_french_and_is_compiled() -> None:
    try:
        call_command("french", "--check")
    except CommandError as stale:
        pytest.fail(str(stale))
