"""`offramp bench` and `offramp proof`: what takes too long for every test run. Each is one module with `run()`."""

import sys
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path

import django

from offramp.kernel.database import PROJECT


def bench(arguments: list[str]) -> None:
    """Measure."""
    run_from("bench", "bench", arguments)


def proof(arguments: list[str]) -> None:
    """Prove."""
    run_from("proofs", "proof", arguments)


def run_from(folder: str, command: str, arguments: list[str]) -> None:
    """Run one module of a folder of the source tree, or all of them in the order of their names."""
    names = names_in(PROJECT / folder)
    parser = ArgumentParser(prog=f"offramp {command}")
    parser.add_argument("name", nargs="?", choices=names, help="which one; all without a name")
    wanted = parser.parse_args(arguments).name
    sys.path.insert(0, str(PROJECT))
    django.setup()
    for name in [wanted] if wanted else names:
        import_module(f"{folder}.{name.replace('-', '_')}").run()


def names_in(folder: Path) -> list[str]:
    """Return the names of the modules and packages of a folder, as one types them: at-once for at_once."""
    found = [path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")]
    found += [path.parent.name for path in folder.glob("[!_]*/__init__.py")]
    return sorted(name.replace("_", "-") for name in found)
