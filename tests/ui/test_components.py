"""The design system keeps its promises: small, escaped, documented, without inline style or script."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.test import RequestFactory

from offramp.ui.templatetags.ui import dashed, extra
from offramp.ui.web.tables import Heading, columns, sort_of
from tests.cast import Cast
from tests.conftest import SignedIn

UI = Path(__file__).resolve().parents[2] / "offramp" / "ui"
TEMPLATES = sorted(UI.parent.glob("*/templates/**/*.html"))
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)


def drawn(source: str, **given: Any) -> str:
    """Return a piece of template, drawn, on one line."""
    request = RequestFactory().get("/")
    text: str = engines["django"].from_string(source).render(given, request)
    return " ".join(text.split())


def test_every_component_is_on_the_living_page(cast: Cast, signed_in: SignedIn) -> None:
    response = signed_in(cast.administrator).get("/developers/components/")

    page = (UI / "templates/ui/components.html").read_text()
    inside = "".join(path.read_text() for path in UI.glob("templates/**/*.html"))
    missing = [name for name in components() if f"<c-{name}" not in page and f"<c-{name}" not in inside]
    assert response.status_code == 200
    assert missing == []


def test_the_living_page_is_for_administrators(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.officer).get("/developers/components/").status_code == 403


def test_every_component_is_described() -> None:
    described = (UI / "COMPONENTS.md").read_text()

    assert [name for name in components() if f"`<c-{name}>`" not in described] == ["flashes"]


def components() -> list[str]:
    return sorted(path.stem.replace("_", "-") for path in (UI / "templates/cotton").glob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(UI.parent)))
def test_no_template_holds_inline_style_or_script(path: Path) -> None:
    assert INLINE.findall(path.read_text()) == []


def test_inline_style_and_script_would_be_found() -> None:
    planted = ['<p style="x">', "<style>", '<a onclick="x">', "<script>x</script>", '<a href="javascript:x">']

    assert all(INLINE.search(text) for text in planted)
    assert INLINE.search('<script src="/a.js" defer></script>') is None


def test_the_stylesheet_and_the_scripts_stay_within_their_budgets() -> None:
    css = sum(path.stat().st_size for path in UI.glob("static/**/*.css"))
    js = sum(path.stat().st_size for path in UI.glob("static/**/*.js"))

    assert css <= 40 * 1024
    assert js <= 15 * 1024


def test_every_stylesheet_is_imported_once_in_a_layer() -> None:
    imports = re.findall(r'@import "(css/[^"]+)"(?: layer\((\w+)\))?;', (UI / "static/ui/ui.css").read_text())

    assert sorted(path for path, _ in imports) == sorted(
        str(path.relative_to(UI / "static/ui")) for path in UI.glob("static/ui/css/*.css")
    )
    assert [path for path, layer in imports if not layer] == ["css/tokens.css"]


def test_values_given_to_a_component_are_escaped() -> None:
    hostile = '"><script>alert(1)</script>'

    for source in (
        "{% cotton button :title='x' :data-note='x' %}{{ x }}{% endcotton %}",
        "{% cotton promise :title='x' :href='x' :detail='x' / %}",
        "{% cotton panel :title='x' :class='x' data-x='{{ x }}' / %}",
        "{% cotton figure :value='x' :label='x' :detail='x' / %}",
        "{% cotton flash :kind='x' %}{{ x }}{% endcotton %}",
    ):
        page = drawn(source, x=hostile)
        assert "<script>" not in page, source
        assert "&lt;script&gt;" in page, source


def test_a_component_sees_only_what_it_is_given() -> None:
    page = drawn("{% cotton panel %}x{% endcotton %}", title="of the page")

    assert "of the page" not in page


def test_attributes_a_component_does_not_know_are_put_on_its_element() -> None:
    page = drawn("{% cotton button name='go' value='1' disabled %}Go{% endcotton %}")

    assert re.sub(r"\s+", " ", page).startswith('<button class="button " type="submit" name="go" value="1" disabled')
    assert extra({"a": True, "b": False, "c": None, "d": '"'}) == ' a d="&quot;"'


def test_a_clock_says_late_in_words_and_shape() -> None:
    page = drawn("{% cotton clock words='2 days late' state='late' / %}")

    assert page == '<span class="clock late">2 days late</span>'


def test_a_line_joins_what_there_is() -> None:
    assert dashed(["Downtown", "", None, "<b>"]) == "Downtown · &lt;b&gt;"


def test_the_wall_notice_says_the_same_to_everyone() -> None:
    one, other = (drawn("{% cotton wall phone='" + phone + "' / %}") for phone in ("780-555-0142", "780-555-0143"))

    assert one.replace("0142", "0143") == other
    assert (
        'href="tel:780-555-0142"' in one,
        "page the navigator on call, 780-555-0142</a>" in " ".join(one.split()),
    ) == (True, True)
    assert "tel:" not in drawn("{% cotton wall / %}")


HEADINGS = (
    Heading("since", "Since"),
    Heading("what", "What", sortable=False),
    Heading("people", "People", numeric=True),
)


def test_a_heading_sorts_and_then_the_other_way() -> None:
    request = RequestFactory().get("/?branch=west&after=5")

    shown = columns(request, *HEADINGS, default="-since")

    assert [(c.url, c.direction, c.numeric) for c in shown] == [
        ("?branch=west&sort=since", "descending", False),
        ("", "", False),
        ("?branch=west&sort=people", "", True),
    ]
    again = columns(RequestFactory().get("/?sort=people"), *HEADINGS, default="-since")
    assert [(c.url, c.direction) for c in again] == [("?sort=since", ""), ("", ""), ("?sort=-people", "ascending")]


@pytest.mark.parametrize(
    ("asked", "sorted_by"), [("people", "people"), ("-people", "-people"), ("what", "-since"), ("; DROP", "-since")]
)
def test_a_list_sorts_only_by_what_its_headings_offer(asked: str, sorted_by: str) -> None:
    assert sort_of(RequestFactory().get("/", {"sort": asked}), *HEADINGS, default="-since") == sorted_by
