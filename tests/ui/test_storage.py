"""The stylesheet is served as one file, and every file by the name of its content."""

from pathlib import Path

from django.core.management import call_command
from pytest_django import Settings

from offramp.ui.storage import IMPORT


def test_the_collected_stylesheet_is_one_file_in_layers(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "offramp.ui.storage.OneStylesheet"}}

    call_command("collectstatic", interactive=False, verbosity=0)

    [served] = tmp_path.glob("ui/ui.????????????.css")
    text = served.read_text()
    assert IMPORT.search(text) is None
    assert text.startswith("@layer reset, base, layout, parts, utilities;\n:root {")
    assert "@layer parts {\n.button {" in text
    assert text.count("{") == text.count("}")
    assert served.with_suffix(".css.gz").exists()
