"""Which permissions a route asks for, found in the source: the view, and whatever of the product it calls."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from offramp.access.enums import Permission

ONLY_LOOKS = frozenset({"allowed", "roles_that_may", "may", "part"})
"""What asks whether somebody may, and refuses nobody."""


def views() -> dict[str, Callable[..., Any]]:
    """Return the view of every route of the product's own rooms."""
    return dict(_views(get_resolver(), ""))


def _views(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern) and pattern.callback.__module__.startswith("offramp."):
            yield f"{namespace}{pattern.name}", pattern.callback


def permissions_of(view: Callable[..., Any]) -> frozenset[Permission]:
    """Return every permission for which the gate is asked on the way of a view, in whatever branch."""
    return frozenset().union(*(asked_in(each) for each in _reached(inspect.unwrap(view))))


def _reached(start: Callable[..., Any]) -> set[FunctionType]:
    found: set[FunctionType] = set()
    waiting = [start]
    while waiting:
        function = waiting.pop()
        if isinstance(function, FunctionType) and function not in found:
            found.add(function)
            waiting += calls_of(function)
    return found


@cache
def calls_of(function: FunctionType) -> tuple[FunctionType, ...]:
    """Return the functions of the product that one names: those it calls, or hands on to be called."""
    tree, known = _tree(function), function.__globals__
    found = [_named(node, known) for node in ast.walk(tree) if isinstance(node, ast.Name | ast.Attribute)]
    return tuple(each for each in found if each is not None)


def _named(node: ast.Name | ast.Attribute, known: dict[str, Any]) -> FunctionType | None:
    if isinstance(node, ast.Name):
        found = known.get(node.id)
    elif isinstance(node.value, ast.Name) and inspect.ismodule(known.get(node.value.id)):
        found = getattr(known[node.value.id], node.attr, None)
    else:
        return None
    found = inspect.unwrap(found) if callable(found) else None
    return found if isinstance(found, FunctionType) and found.__module__.startswith("offramp.") else None


@cache
def asked_in(function: FunctionType) -> frozenset[Permission]:
    """Return the permissions that a function names in a call, other than in one that refuses nobody."""
    found = set()
    for call in ast.walk(_tree(function)):
        if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] not in ONLY_LOOKS:
            for given in (*call.args, *(keyword.value for keyword in call.keywords)):
                if isinstance(given, ast.Attribute) and ast.unparse(given.value) == "Permission":
                    found.add(Permission[given.attr])
    return frozenset(found)


@cache
def _tree(function: FunctionType) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))
