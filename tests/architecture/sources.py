"""Rules about the source text. Each takes the folder of a package `offramp` and returns what breaks it, in words."""

import ast
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

Rule = Callable[[Path], list[str]]

DOORS = {"actions", "queries", "enums"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "services", "signals", "admin"}
LONGEST_FILE = 400
# What web layers share: the request with its identity, and the words of the access matrix.
WEB_DOORS = {"offramp.access.web.links", "offramp.access.web.requests", "offramp.access.web.routes"}
OPEN_TO_ALL = {"kernel", "ui"}
# Rooms with people's data, by stream: walls stand between them in the source too. What is above them knows several.
SUPPORT = ("activities", "casework", "consent", "people", "referrals", "triage")
STREAMS = {**dict.fromkeys(SUPPORT, "Support"), "diversion": "Measures", "engagement": "Engagement"}


def layers(package: Path) -> list[set[str]]:
    """Return the rooms by layer, highest first, as import-linter's contract in pyproject states them."""
    contracts = tomllib.loads((package.parent / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    stated = next(contract for contract in contracts if contract["name"] == "Imports between rooms go down only")
    return [{room.strip() for room in layer.split("|")} for layer in stated["layers"]]


def heights(package: Path) -> dict[str, int]:
    """Return each room's height: a room may know those below it and none beside it."""
    stacked = layers(package)
    return {room: len(stacked) - place for place, rooms in enumerate(stacked) for room in rooms}


def imports_past_the_door(package: Path) -> list[str]:
    """Another room is entered by its actions, queries and enums; by its models for keys and annotations."""
    return [
        f"{where}: {module} is not a door of {room}"
        for where, importer, room, module, for_types in _imports_of_other_rooms(package)
        if importer != "config" and not _is_a_door(where, room, module, for_types=for_types)
    ]


def annotations_pointing_up(package: Path) -> list[str]:
    """An import for annotations points down as well: import-linter does not see those."""
    height = heights(package)
    return [
        f"{where}: {importer} is not above {room}"
        for where, importer, room, _, _ in _imports_of_other_rooms(package)
        if height[importer] <= height[room]
    ]


def streams_that_meet(package: Path) -> list[str]:
    """No room of a stream knows a room of another: Support, Measures, Engagement."""
    return [
        f"{where}: {STREAMS[importer]} knows {module} of {STREAMS[room]}"
        for where, importer, room, module, _ in _imports_of_other_rooms(package)
        if {importer, room} <= STREAMS.keys() and STREAMS[importer] != STREAMS[room]
    ]


def _is_a_door(where: str, room: str, module: str, *, for_types: bool) -> bool:
    parts = module.split(".")
    inside = parts[2] if len(parts) > 2 else ""
    if room in OPEN_TO_ALL or inside in DOORS or module in WEB_DOORS:
        return True
    path = Path(where.split(":")[0])
    return inside == "models" and (for_types or "models" in {path.stem, path.parent.name})


def _imports_of_other_rooms(package: Path) -> Iterator[tuple[str, str, str, str, bool]]:
    for path in _python_files(package):
        importer = path.relative_to(package).parts[0]
        tree = ast.parse(path.read_text())
        typing_only = _lines_for_types(tree)
        for node in ast.walk(tree):
            for module in _modules(node):
                parts = module.split(".")
                if parts[0] == "offramp" and len(parts) > 1 and parts[1] != importer:
                    line = getattr(node, "lineno", 0)
                    yield f"{path.relative_to(package)}:{line}", importer, parts[1], module, line in typing_only


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        if node.module.count(".") >= 2:
            return [node.module]
        return [f"{node.module}.{name.name}" for name in node.names]
    return []


def _lines_for_types(tree: ast.Module) -> set[int]:
    return {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def files_with_a_forbidden_name(package: Path) -> list[str]:
    """No junk drawers, no signals, no admin."""
    return [
        str(path.relative_to(package))
        for path in package.rglob("*")
        if path.suffix in {"", ".py"} and path.stem in FORBIDDEN_NAMES and "__pycache__" not in path.parts
    ]


def files_too_long(package: Path) -> list[str]:
    """A file that passes 400 lines becomes a package of the same name."""
    lengths = {path: path.read_text().count("\n") for path in _python_files(package, migrations=False)}
    return [f"{path.relative_to(package)} has {count} lines" for path, count in lengths.items() if count > LONGEST_FILE]


def hidden_effects(package: Path) -> list[str]:
    """Effects are explicit: no model overrides `save` or `delete`."""
    return [
        f"{path.relative_to(package)}: {owner.name}.{method.name}"
        for path in _python_files(package)
        for owner in ast.walk(ast.parse(path.read_text()))
        if isinstance(owner, ast.ClassDef)
        for method in owner.body
        if isinstance(method, ast.FunctionDef) and method.name in {"save", "delete"}
    ]


def actions_that_take_positions(package: Path) -> list[str]:
    """Public actions are keyword-only."""
    return [
        f"{path.relative_to(package)}: {function.name}"
        for path in _python_files(package)
        if "actions" in (path.stem, path.parent.name) and path.relative_to(package).parts[0] not in OPEN_TO_ALL
        for function in ast.parse(path.read_text()).body
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
        if function.name != "set_identity" and (function.args.args or function.args.posonlyargs)
    ]


def clocks_of_their_own(package: Path) -> list[str]:
    """Rules, queries and actions are told the time; they don't look at a clock."""
    return [
        f"{where}: {module}"
        for path in _python_files(package)
        if path.relative_to(package).parts[0] not in OPEN_TO_ALL | {"config"}
        if {"rules", "queries", "actions", "models"} & {path.stem, path.parent.name}
        for node in ast.walk(ast.parse(path.read_text()))
        for module in _modules(node)
        for where in [f"{path.relative_to(package)}:{getattr(node, 'lineno', 0)}"]
        if module in {"offramp.kernel.clock", "django.utils.timezone.now"}
    ]


def _python_files(package: Path, *, migrations: bool = True) -> list[Path]:
    found = sorted(path for path in package.rglob("*.py") if path.parent != package)
    return [path for path in found if migrations or "migrations" not in path.parts]


RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        imports_past_the_door,
        annotations_pointing_up,
        streams_that_meet,
        files_with_a_forbidden_name,
        files_too_long,
        hidden_effects,
        actions_that_take_positions,
        clocks_of_their_own,
    )
}
