"""Small mistakes in our own functions, one at a time: another comparison, a call left out, nothing in place of a value.

Only what runs inside functions is changed, decorated or not: the code of a function is exchanged while it lives. Words
for people (arguments of gettext) and docstrings are left as they are.
"""

import ast
import copy
import inspect
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, Final

NAME: Final = "__mutants__"
FOR_PEOPLE: Final = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}

entered: dict[str, bool] = {}
"""Each function that was entered."""

COMPARED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
REACHED: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.Mod: ast.Add,
}


def enter(function: str) -> None:
    """Note that a function was entered."""
    entered[function] = True


def watch(module: str, tree: ast.Module) -> ast.Module:
    """Have each function of a module note that it was entered."""
    for qualname, function in functions(tree):
        first = int(bool(ast.get_docstring(function)))
        function.body[first:first] = ast.parse(f"{NAME}.enter({f'{module}:{qualname}'!r})").body
    place = next((number for number, node in enumerate(tree.body) if not _comes_first(node)), len(tree.body))
    tree.body[place:place] = ast.parse(f"import proofs._warm.mutants as {NAME}").body
    return tree


def _comes_first(node: ast.stmt) -> bool:
    is_words = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_words or (isinstance(node, ast.ImportFrom) and node.module == "__future__")


def functions(tree: ast.Module | ast.ClassDef, inside: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """Return the functions of a module and the methods of its classes, by their qualified names."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield f"{inside}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, f"{inside}{node.name}.")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake in a function: where, and what stands there instead."""

    module: str
    path: Path
    function: str
    number: int
    """Which of the function's mutants."""
    line: int
    before: str
    after: str
    usual: dict[str, CodeType] = field(default_factory=dict, compare=False)

    @property
    def place(self) -> str:
        return f"{self.module}:{self.function}"

    @property
    def name(self) -> str:
        where = f"{self.module.removeprefix('offramp.')}:{self.line} {self.function} #{self.number}"
        return f"{where}: {self.before} -> {self.after}"

    def break_it(self) -> None:
        tree = ast.parse(self.path.read_text(), str(self.path))
        function = dict(functions(tree))[self.function]
        target, instead = list(_mistakes(function))[self.number]
        _Put(target, instead).visit(function)
        alive = _alive(self.module, self.function)
        if free := alive.__code__.co_freevars:  # they stay, also where `super()` is what was left out
            function.body += ast.parse(f"lambda: ({', '.join(free)},)").body
        code = compile(ast.fix_missing_locations(watch(self.module, tree)), str(self.path), "exec", dont_inherit=True)
        self.usual["code"] = alive.__code__
        alive.__code__ = _code_of(code, self.function)

    def mend(self) -> None:
        _alive(self.module, self.function).__code__ = self.usual.pop("code")


def mutants_of(module: str, path: Path) -> Iterator[Mutant]:
    """Return every mutant of a module."""
    for name, function in functions(ast.parse(path.read_text())):
        for number, (target, instead) in enumerate(_mistakes(function)):
            yield Mutant(module, path, name, number, target.lineno, _short(target), _short(instead))


def _short(node: ast.AST) -> str:
    shown = ast.If(node.test, [ast.Expr(ast.Constant(...))], []) if isinstance(node, ast.If) else node
    words = " ".join(ast.unparse(shown).split())
    return words if len(words) < 90 else f"{words[:87]}..."


def _alive(module: str, qualname: str) -> FunctionType:
    found: Any = sys.modules[module]
    for part in qualname.split("."):
        found = inspect.getattr_static(found, part)
    while not isinstance(found, FunctionType) or hasattr(found, "__wrapped__"):
        inside = (getattr(found, name, None) for name in ("__wrapped__", "__func__", "fget", "func"))
        found = next(each for each in inside if each is not None)
    return found


def _code_of(code: CodeType, qualname: str) -> CodeType:
    for part in qualname.split("."):
        code = next(each for each in code.co_consts if isinstance(each, CodeType) and each.co_name == part)
    return code


class _Put(ast.NodeTransformer):
    """Puts one node in place of another."""

    def __init__(self, target: ast.AST, instead: ast.AST) -> None:
        self.target, self.instead = target, instead

    def visit(self, node: ast.AST) -> Any:
        return ast.copy_location(self.instead, node) if node is self.target else self.generic_visit(node)


def _mistakes(function: ast.FunctionDef) -> Iterator[tuple[Any, ast.AST]]:
    """Return each node of a function that can be changed, with what takes its place."""
    for statement in function.body[bool(ast.get_docstring(function)) :]:
        for node in _walk(statement):
            for instead in _instead(node):
                yield node, ast.copy_location(instead, node)


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """Return a node and those below it, but for annotations and the words for people."""
    yield node
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FOR_PEOPLE:
        return
    for name, value in ast.iter_fields(node):
        if name not in ("annotation", "returns", "decorator_list", "keywords") and not isinstance(node, ast.JoinedStr):
            yield from (found for child in _nodes(value) for found in _walk(child))
    for keyword in getattr(node, "keywords", ()):
        yield from _walk(keyword.value)


def _nodes(value: object) -> list[ast.AST]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, ast.AST)]


def _instead(node: ast.AST) -> Iterator[ast.AST]:
    for kind, ways in WAYS.items():
        if isinstance(node, kind):
            yield from ways(node)


def _compare(node: ast.Compare) -> Iterator[ast.AST]:
    yield ast.Compare(node.left, [COMPARED[type(node.ops[0])](), *node.ops[1:]], node.comparators)


def _both(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)


def _sign(node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Not):
        yield node.operand


def _reckon(node: ast.BinOp) -> Iterator[ast.AST]:
    if type(node.op) in REACHED:
        yield ast.BinOp(node.left, REACHED[type(node.op)](), node.right)


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
    elif isinstance(node.value, str):
        yield ast.Constant(f"XX{node.value}XX")


def _call(node: ast.Call) -> Iterator[ast.AST]:
    """Nothing in place of each argument; each named one left out."""
    if isinstance(node.func, ast.Name) and node.func.id in FOR_PEOPLE:
        return
    for number, argument in enumerate(node.args):
        if not isinstance(argument, ast.Starred | ast.Constant):
            less = copy.copy(node)
            less.args = [*node.args[:number], ast.Constant(None), *node.args[number + 1 :]]
            yield less
    for number, keyword in enumerate(node.keywords):
        if keyword.arg:
            less = copy.copy(node)
            less.keywords = [*node.keywords[:number], *node.keywords[number + 1 :]]
            yield less


def _return(node: ast.Return) -> Iterator[ast.AST]:
    if node.value and not isinstance(node.value, ast.Constant):
        yield ast.Return(ast.Constant(None))


def _assign(node: ast.Assign) -> Iterator[ast.AST]:
    if not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield ast.Assign(node.targets, ast.Constant(None))


def _left_out(node: ast.Expr | ast.Raise) -> Iterator[ast.AST]:
    if isinstance(node, ast.Raise) or isinstance(node.value, ast.Call):
        yield ast.Pass()


def _asked(node: ast.If | ast.IfExp) -> Iterator[ast.AST]:
    otherwise = copy.copy(node)
    otherwise.test = ast.UnaryOp(ast.Not(), node.test)
    yield otherwise


WAYS: Final[dict[type[ast.AST], Callable[[Any], Iterator[ast.AST]]]] = {
    ast.Compare: _compare,
    ast.BoolOp: _both,
    ast.UnaryOp: _sign,
    ast.BinOp: _reckon,
    ast.Constant: _constant,
    ast.Call: _call,
    ast.Return: _return,
    ast.Assign: _assign,
    ast.Expr: _left_out,
    ast.Raise: _left_out,
    ast.If: _asked,
    ast.IfExp: _asked,
}


@cache
def modules(package: Path, *rooms: str) -> list[tuple[str, Path]]:
    """Return the modules of some rooms with their files; migrations are history."""
    paths = [
        path for room in rooms for path in sorted((package / room).rglob("*.py")) if "migrations" not in path.parts
    ]
    return [
        (".".join(path.relative_to(package.parent).with_suffix("").parts).removesuffix(".__init__"), path)
        for path in paths
    ]
