"""Whatever asks the gate before all else refuses each role that may not do it, whatever it is asked to do.

The acts are found in the source; those that load a row before they ask are left to the tests of their rooms.
"""

import ast
import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest

from offramp.access.enums import Permission, Role
from offramp.access.who_sees_what import may
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import PUBLIC, Actor, ActorKind, Viewer
from offramp.kernel.ids import new_id
from tests.databases import PROJECT

ROLE = "Your role does not do this."


def acts() -> Iterator[tuple[str, str, Permission]]:
    """Return the module, the name and the permission of each function that asks the gate for it before all else."""
    for path in sorted((PROJECT / "offramp").rglob("*.py")):
        module = ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and (asked := _asks_first(node)):
                yield module, node.name, asked


def _asks_first(function: ast.FunctionDef) -> Permission | None:
    first = function.body[bool(ast.get_docstring(function)) :][:1]
    match first:
        case [ast.Expr(value=ast.Call(func=ast.Name(id="require"), args=[asker, ast.Attribute(attr=name)]))]:
            return Permission[name] if ast.unparse(asker) in ("by", "viewer.actor") else None
    return None


def nobody_who_may(permission: Permission) -> Iterator[Actor]:
    """Return the public, and somebody of each role that may not."""
    yield PUBLIC
    for role in Role:
        if not may(role, permission):
            yield Actor(ActorKind.USER, id=new_id(), role=role, unit=new_id(), posting=new_id())


def called_by(act: Callable[..., Any], actor: Actor) -> None:
    """Call something as an actor, with nothing in place of all else."""
    given: dict[str, Any] = {"by": actor, "viewer": Viewer(actor)}
    wanted = inspect.signature(act).parameters
    positional = [name for name, each in wanted.items() if each.kind is each.POSITIONAL_OR_KEYWORD]
    keyword = [name for name, each in wanted.items() if each.kind is each.KEYWORD_ONLY]
    found = act(*(given.get(name) for name in positional), **{name: given.get(name) for name in keyword})
    if inspect.isgenerator(found):
        next(found)


ACTS = list(acts())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("module", "name", "permission"),
    ACTS,
    ids=[f"{module.removeprefix('offramp.')}.{name}" for module, name, _ in ACTS],
)
def test_an_act_refuses_every_role_that_may_not(module: str, name: str, permission: Permission) -> None:
    act = getattr(import_module(module), name)

    for actor in nobody_who_may(permission):
        with pytest.raises(NotPermitted, match=ROLE):
            called_by(act, actor)


def test_most_calls_of_the_gate_come_first() -> None:
    assert len(ACTS) > 60
