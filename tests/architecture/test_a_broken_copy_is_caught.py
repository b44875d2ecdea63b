"""Each rule finds what breaks it: a copy of the code is broken in one place, and the rule must say where."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import RULES

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project's code that a test may break."""
    without = shutil.ignore_patterns("__pycache__", "*.pyc", "static", "locale")
    shutil.copytree(PROJECT / "offramp", tmp_path / "offramp", ignore=without)
    shutil.copytree(PROJECT / "tests" / "architecture", tmp_path / "tests" / "architecture", ignore=without)
    (tmp_path / "tests" / "__init__.py").touch()
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    return tmp_path


def add(copy: Path, name: str, text: str) -> None:
    """Write text at the end of a file of the copy, or make the file."""
    path = copy / "offramp" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + text)


@pytest.mark.parametrize(
    ("rule", "name", "text"),
    [
        ("imports_past_the_door", "consent/actions.py", "\nfrom offramp.people.rules import anything\n"),
        (
            "annotations_pointing_up",
            "people/queries.py",
            "\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from offramp.casework.models import Case\n",
        ),
        ("streams_that_meet", "diversion/queries/programs.py", "\nfrom offramp.people.queries import anything\n"),
        ("files_with_a_forbidden_name", "people/utils.py", "\n"),
        ("files_too_long", "people/endless.py", "#\n" * 401),
        ("hidden_effects", "people/models.py", "\nclass Sly(Row):\n    def save(self, *a, **k):\n        pass\n"),
        ("actions_that_take_positions", "people/actions.py", "\ndef open_file(person, by):\n    pass\n"),
        ("clocks_of_their_own", "people/rules.py", "\nfrom offramp.kernel.clock import now\n"),
    ],
)
def test_a_rule_about_sources_finds_its_breach(copy: Path, rule: str, name: str, text: str) -> None:
    add(copy, name, text)

    found = RULES[rule](copy / "offramp")
    assert len(found) == 1, found
    assert Path(name).stem in found[0]


@pytest.mark.parametrize(
    ("rule", "old", "new", "finds"),
    [
        (
            "fields_without_words_or_class",
            'internal(models.DateTimeField(help_text="When the file was opened."))',
            "models.DateTimeField()",
            "people.Person.opened_at",
        ),
        (
            "personal_fields_before_the_wall",
            'wall = Wall(Category.WHEREABOUTS, subjects=("person_id",), unit="unit_id", append_only=True)',
            "wall = None",
            "people.Sighting.place",
        ),
        (
            "keys_that_do_not_point_down",
            'models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The unit that has the file.")',
            'models.ForeignKey("casework.Case", models.PROTECT, related_name="+", help_text="Up.")',
            "people.Person.unit points to casework.Case",
        ),
        (
            "keys_between_streams",
            'models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The unit that has the file.")',
            'models.ForeignKey("diversion.Measure", models.PROTECT, related_name="+", help_text="Across.")',
            "people.Person.unit points to diversion.Measure",
        ),
        (
            "keys_that_look_back",
            'models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The unit that has the file.")',
            'models.ForeignKey(Unit, models.PROTECT, related_name="people", help_text="Back.")',
            "people.Person.unit",
        ),
    ],
)
def test_a_rule_about_tables_finds_its_breach(copy: Path, rule: str, old: str, new: str, finds: str) -> None:
    path = copy / "offramp" / "people" / "models.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))

    assert finds in registry_of(copy)[rule]


def test_a_route_outside_the_matrix_is_found(copy: Path) -> None:
    add(
        copy,
        "config/urls.py",
        '\nfrom django.urls import path\nurlpatterns += [path("open-door/", lambda request: None, name="open-door")]\n',
    )

    assert "open-door is not in the access matrix" in registry_of(copy)["routes_outside_the_matrix"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("people/enums.py", "\nfrom offramp.casework.enums import Phase\n"),
        ("directory/queries.py", "\nfrom offramp.people.enums import Status\n"),
        ("access/rules.py", "\nfrom offramp.access.queries import readable\n"),
    ],
    ids=["up between rooms", "across between siblings", "up inside a room"],
)
def test_an_import_up_or_across_is_found(copy: Path, name: str, text: str) -> None:
    add(copy, name, text)

    linted = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"],
        cwd=copy,
        env=environment(copy),
        capture_output=True,
        check=False,
    )

    assert linted.returncode == 1, linted.stdout.decode()


@pytest.mark.parametrize("name", ["django.http", "django.shortcuts", "django.forms", "django.template"])
def test_http_below_the_web_is_found(copy: Path, name: str) -> None:
    add(copy, "people/knows_http.py", f'"""Knows too much."""\n\nimport {name}\n\nprint_it = {name}\n')

    linted = subprocess.run(
        [Path(sys.executable).parent / "ruff", "check", "--select", "TID251", "offramp"],
        cwd=copy, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert "TID251" in linted.stdout


def test_a_stale_dictionary_is_found(copy: Path) -> None:
    (copy / "docs").mkdir()
    shutil.copy(PROJECT / "docs" / "dictionary.md", copy / "docs")
    path = copy / "offramp" / "people" / "models.py"
    path.write_text(path.read_text().replace("When the file was opened.", "When it was opened.", 1))

    checked = offramp(copy, "dictionary", "--check")

    assert checked.returncode == 1
    assert "stale" in checked.stderr


def registry_of(copy: Path) -> dict[str, list[str]]:
    """Judge a copy's tables and routes in a process of its own."""
    judged = subprocess.run(
        [sys.executable, "-m", "tests.architecture.registry"],
        cwd=copy, env=environment(copy), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert judged.returncode == 0, judged.stderr
    found: dict[str, list[str]] = json.loads(judged.stdout.splitlines()[-1])
    return found


def offramp(copy: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the copy's command line. The database is the tests' own: nothing here asks it anything."""
    return subprocess.run(
        [sys.executable, "-m", "offramp", *arguments],
        cwd=copy, env=environment(copy), capture_output=True, text=True, check=False,
    )  # fmt: skip


def environment(copy: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(copy), "DJANGO_SETTINGS_MODULE": "offramp.config.testing"}
