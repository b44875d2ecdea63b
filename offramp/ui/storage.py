"""Static files as they are served: named by their content, compressed, and the stylesheet as one file."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "ui/ui.css"
IMPORT = re.compile(r'@import "(?P<path>[^"]+)"(?: layer\((?P<layer>\w+)\))?;\n?')


class OneStylesheet(CompressedManifestStaticFilesStorage):
    """Writes the small files that ui.css imports into it, in their layers: one request before the first paint.

    The source stays one file per component, and is served so while developing.
    """

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Join the stylesheet first, then let the files be named and compressed."""
        if STYLESHEET in paths and not dry_run:
            storage, path = paths[STYLESHEET]
            with storage.open(path) as source:
                joined = self._joined(paths, source.read().decode())
            self.delete(STYLESHEET)
            self.save(STYLESHEET, ContentFile(joined.encode()))
            paths[STYLESHEET] = (self, STYLESHEET)
        yield from super().post_process(paths, dry_run, **options)

    def _joined(self, paths: dict[str, Any], stylesheet: str) -> str:
        def part(found: re.Match[str]) -> str:
            storage, path = paths[f"ui/{found['path']}"]
            with storage.open(path) as source:
                text: str = source.read().decode()
            return f"@layer {found['layer']} {{\n{text}}}\n" if found["layer"] else text

        return IMPORT.sub(part, stylesheet)
