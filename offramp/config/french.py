"""The French of what is shown without an account, and of one's own sign-in: collected, compared, compiled.

And the Arabic of what communities see, as a draft translation. Another language is another line in `SPOKEN`.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import override
from django.utils.translation.template import templatize

from offramp.access.enums import Role
from offramp.kernel.database import PROJECT

SOURCE: Final = PROJECT / "offramp"
FRENCH: Final = SOURCE / "locale" / "fr" / "LC_MESSAGES" / "django.po"
ARABIC: Final = SOURCE / "locale" / "ar" / "LC_MESSAGES" / "django.po"
COMPONENTS: Final = (
    "answer", "button", "confirm", "empty", "field", "flash", "flashes", "form", "panel", "post", "search", "tag"
)  # fmt: skip
PUBLIC_PAGES: Final = (
    "invite", "by_link", "change", "call_off", "again", "parts/state", "parts/asked", "parts/talk", "concerns/said",
    "concerns/add", "concerns/judge",
)  # fmt: skip
DRAFTED_PAGES: Final = ("invite", "by_link", "change", "call_off", "again", "parts/state", "parts/asked", "parts/talk")
DRAFTED: Final = (
    *(f"engagement/templates/engagement/{page}.html" for page in DRAFTED_PAGES),
    "engagement/*.py",
    "engagement/jobs/letters.py",
    "engagement/enums/inviting.py",
    "engagement/actions/inviting.py",
    "engagement/rules/inviting.py",
    *(f"engagement/web/{page}.py" for page in ("forms", "inviting", "link", "keeping", "floods")),
    *(f"ui/templates/cotton/{component}.html" for component in COMPONENTS),
    "ui/templates/ui/field.html",
    "ui/templates/ui/public.html",
    "ui/templates/ui/parts/*.html",
    "ui/templates/ui/widgets/*.html",
    "ui/web/forms/*.py",
)
"""Whatever may stand on the pages that communities see: what a draft translation covers."""
BILINGUAL: Final = (
    "diversion/templates/diversion/letters/*.html",
    "people/templates/people/notice.html",
    "accounts/templates/**/*.html",
    "accounts/web/*.py",
    "config/navigation.py",
    "config/settings.py",
    "desk/web/demo.py",
    *(f"engagement/templates/engagement/{page}.html" for page in PUBLIC_PAGES),
    "engagement/*.py",
    "engagement/jobs/letters.py",
    "engagement/jobs/mails.py",
    "engagement/enums/inviting.py",
    "engagement/enums/concerns.py",
    "engagement/actions/inviting.py",
    "engagement/queries/inviting.py",
    "engagement/rules/inviting.py",
    "engagement/actions/concerns.py",
    "engagement/rules/concerns.py",
    *(f"engagement/web/{page}.py" for page in ("forms", "inviting", "link", "said", "keeping", "floods")),
    "ui/templates/*.html",
    *(f"ui/templates/cotton/{component}.html" for component in COMPONENTS),
    "ui/templates/ui/field.html",
    "ui/templates/ui/page.html",
    "ui/templates/ui/public.html",
    "ui/templates/ui/parts/*.html",
    "ui/templates/ui/widgets/*.html",
    "ui/web/[!c]*.py",  # all but the clocks of the desk, the page of components and the context
    "ui/web/forms/*.py",
)
"""Whatever may stand on a page that `config.languages` leaves in French."""
CALLS: Final = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
}
BEGUN: Final = datetime(2026, 11, 22, tzinfo=UTC)
"""Stands in the catalogue's header: the day of a run would change the file without need."""


SPOKEN: Final = {"fr": ("fr-CA", "French", BILINGUAL), "ar": ("ar", "Arabic", DRAFTED)}
"""Each language we translate to: its code for translators, its English name, and what it covers."""


def collected(language: str = "fr") -> Catalog:
    """Return every message that a language covers, without a translation."""
    team, name, covered = SPOKEN[language]
    catalog = Catalog(
        locale=language,
        header_comment=f"# The {name} of what is shown without an account: `offramp french`.",
        project="Offramp",
        version="1",
        copyright_holder="The Offramp maintainers",
        msgid_bugs_address="none",
        last_translator="The Offramp maintainers",
        language_team=team,
        charset="utf-8",
        fuzzy=False,
        creation_date=BEGUN,
        revision_date=BEGUN,
    )
    for message, context in sorted(_messages(covered), key=str):
        catalog.add(message, context=context, flags=["python-format"] if "%(" in str(message) else [])
    return catalog


def brought_up_to_date(language: str = "fr") -> Catalog:
    """Return a language's catalogue with the messages of today: new ones are empty, old ones are gone."""
    with (FRENCH if language == "fr" else ARABIC).open("rb") as file:
        kept = read_po(file, locale=language)
    catalog = collected(language)
    for message in catalog:
        if message.id and (before := kept.get(message.id, message.context)):
            message.string = before.string
    return catalog


def written(catalog: Catalog) -> tuple[bytes, bytes]:
    """Return a catalogue as its two files: the one people edit, and the compiled one."""
    edited, compiled = BytesIO(), BytesIO()
    write_po(edited, catalog, width=120, no_location=True)
    write_mo(compiled, catalog)
    return edited.getvalue(), compiled.getvalue()


def missing(catalog: Catalog) -> list[str]:
    """Return the messages that have no translation yet."""
    return [str(message.id) for message in catalog if message.id and not _is_whole(message.string)]


def compiled_of(edited: Path) -> Path:
    """Return where the compiled catalogue stands."""
    return edited.with_suffix(".mo")


def _is_whole(translation: object) -> bool:
    return all(translation) if isinstance(translation, tuple | list) else bool(translation)


def _messages(covered: Iterable[str]) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    if covered is BILINGUAL:
        with override(None):
            yield from [(str(role.label), None) for role in Role]
    for pattern in covered:
        for path in SOURCE.glob(pattern):
            text = path.read_text()
            # On one line, so that what is left of a template can be read as Python.
            source = re.sub(r"\s+", " ", templatize(text)) if path.suffix == ".html" else text
            for _line, message, _comments, context in extract("python", BytesIO(source.encode()), CALLS):
                yield message, context
