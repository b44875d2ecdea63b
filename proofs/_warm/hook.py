"""Change the source of our modules, as a syntax tree, while they are imported."""

import ast
import sys
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType

Change = Callable[[str, ast.Module], ast.Module]
"""What changes a module, by its name and its syntax tree."""


class _Loader(SourceFileLoader):
    """Compiles a module anew after it was changed, whatever compiled file there is."""

    change: Change

    def get_code(self, fullname: str) -> CodeType:
        tree = ast.parse(self.get_data(self.path), self.path)
        return compile(ast.fix_missing_locations(self.change(fullname, tree)), self.path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    """Finds the modules to change where they are, and has them loaded by `_Loader`."""

    def __init__(self, wanted: Callable[[str], bool], change: Change) -> None:
        self.wanted, self.change = wanted, change

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not self.wanted(fullname):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and isinstance(spec.loader, SourceFileLoader):
            loader = _Loader(fullname, spec.loader.path)
            loader.change = self.change
            spec.loader = loader
        return spec


def change_on_import(wanted: Callable[[str], bool], change: Change) -> None:
    """Change each module that is wanted from now on. Raises RuntimeError where one was imported before."""
    early = sorted(name for name in sys.modules if wanted(name))
    if early:
        raise RuntimeError(f"Imported too early to be changed: {', '.join(early)}")
    sys.meta_path.insert(0, _Finder(wanted, change))
