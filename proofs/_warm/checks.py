"""Every permission check of the application, found in its source, and made to let everybody through one at a time.

Checks are: calls of the gate (`require`, `allowed`, ...), refusals (`raise NotPermitted`), what a query of what is
visible leaves out, what the middleware asks before a view, and the audience of each route. The database's row security
is off, so that each of them stands alone.
"""

import ast
from collections.abc import Callable
from typing import Any, Final, TypeVar

T = TypeVar("T")

REQUIRES: Final = {"require", "check_may"}
"""They refuse, or return nothing."""
OPENS: Final = {"allowed", "may_write", "may_read", "writes", "bases_of", "readable", "seen_by"}
"""They say what is open: nothing, or less than everything, is a refusal."""
NAME: Final = "__checks__"

off = ""
"""The check that lets everybody through; none where it is empty."""
passed: dict[str, bool] = {}
"""Each check that was passed through, and whether it refused."""
known: dict[str, str] = {}
"""Every check of the modules imported so far, and the words of its source."""


def requires(check: str, ask: Callable[[], T]) -> T | None:
    """Ask a check that refuses by raising, unless it is off."""
    passed.setdefault(check, False)
    if check == off:
        return None
    try:
        return ask()
    except Exception:
        passed[check] = True
        raise


def opens(check: str, ask: Callable[[], T], everything: Callable[[], T]) -> T:
    """Ask what a check opens: everything, where it is off."""
    passed.setdefault(check, False)
    if check == off:
        return everything()
    answer = ask()
    passed[check] |= _is_less(answer)
    return answer


def _is_less(answer: object) -> bool:
    return not answer if isinstance(answer, bool | frozenset) else True


def stands(check: str) -> bool:
    """Say whether a refusal that is about to be made stands."""
    passed[check] = True
    return check != off


def asks(check: str, answer: object) -> object:
    """Return whether the middleware turns a request away."""
    passed[check] = passed.get(check, False) or bool(answer)
    return answer if check != off else False


def audience(route: str, found: Any) -> Any:
    """Return for whom a route is. Where its audience is off, for everybody with an account, or else for all."""
    check = f"the audience of {route}"
    passed.setdefault(check, True)
    if check != off or found is None or found.public:
        return found
    return type(found)(public=True) if found.signed_in else type(found)(signed_in=True)


def everything(name: str) -> Any:
    """Return what a check returns that opens everything."""
    from offramp.access.enums import Basis, Category

    if name == "bases_of":
        return frozenset(Basis)
    if name in ("readable", "seen_by"):
        return {category: frozenset({Basis.UNIT, Basis.CARE_TEAM}) for category in Category}
    return True


class Mark(ast.NodeTransformer):
    """Puts a question before each check of a module, and lists it."""

    def __init__(self, module: str) -> None:
        self.module, self.functions, self.refusals = module, [""], 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.functions.append(node.name)
        found = self.generic_visit(node)
        self.functions.pop()
        return found

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        if isinstance(node.value, ast.Call) and _called(node.value) in REQUIRES:
            node.value = self._ask("requires", node.value)
            return node
        return self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        if not (isinstance(node.exc, ast.Call) and _called(node.exc) == "NotPermitted"):
            return node
        return ast.copy_location(ast.If(test=self._call("stands", node), body=[node], orelse=[]), node)

    def visit_If(self, node: ast.If) -> ast.AST:
        if self.functions[-1] == "process_view" and _turns_away(node.body[0]):
            check = self._named(node, ast.unparse(node.test))
            node.test = ast.Call(_of("asks"), [ast.Constant(check), node.test], [])
            return node
        return self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> ast.AST:
        if self.functions[-1] == "audience_of" and node.value:
            node.value = ast.Call(_of("audience"), [ast.Name("route", ast.Load()), node.value], [])
            return node
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        name = _called(node)
        if name in OPENS and isinstance(node.func, ast.Name):
            whole = ast.Call(_of("everything"), [ast.Constant(name)], [])
            return self._ask("opens", node, _later(whole))
        if self.functions[-1].endswith("_visible_to") and isinstance(node.func, ast.Attribute):
            if name == "filter":
                return self._ask("opens", node, _later(node.func.value))
            if name == "none":
                return self._ask(
                    "opens", node, _later(ast.Call(ast.Attribute(node.func.value, "all", ast.Load()), [], []))
                )
        return node

    def _ask(self, how: str, node: ast.Call, *rest: ast.expr) -> ast.Call:
        check = self._named(node, ast.unparse(node))
        return ast.copy_location(ast.Call(_of(how), [ast.Constant(check), _later(node), *rest], []), node)

    def _call(self, how: str, node: ast.stmt) -> ast.Call:
        return ast.Call(_of(how), [ast.Constant(self._named(node, ast.unparse(node)))], [])

    def _named(self, node: ast.expr | ast.stmt, words: str) -> str:
        check = f"{self.module.removeprefix('offramp.')}:{node.lineno} in {self.functions[-1]}"
        while check in known and known[check] != words:
            check += "'"
        known[check] = words
        return check


def _turns_away(node: ast.stmt) -> bool:
    """Say whether this answers a request before its view does."""
    return isinstance(node, ast.Return) and not (isinstance(node.value, ast.Constant) and node.value.value is None)


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _of(name: str) -> ast.expr:
    return ast.Attribute(ast.Name(NAME, ast.Load()), name, ast.Load())


def _later(node: ast.expr) -> ast.Lambda:
    nothing = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
    return ast.Lambda(nothing, node)


def mark(module: str, tree: ast.Module) -> ast.Module:
    """Put a question before each check of a module."""
    Mark(module).visit(tree)
    place = next((number for number, node in enumerate(tree.body) if not _comes_first(node)), len(tree.body))
    tree.body.insert(place, ast.parse(f"import proofs._warm.checks as {NAME}").body[0])
    return tree


def _comes_first(node: ast.stmt) -> bool:
    is_words = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_words or (isinstance(node, ast.ImportFrom) and node.module == "__future__")
