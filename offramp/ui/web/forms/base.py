"""The form all our forms are made from."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.db import transaction
from django.forms import BoundField
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.reading import not_shown
from offramp.ui.actions import first_sending, forget_draft, keep_result
from offramp.ui.queries import KeptDraft, draft_of, result_of_sending
from offramp.ui.tokens import FormToken, read_token, token_for
from offramp.ui.web.forms.sending import Sending

CARRIED_AS = "form_token"
NOTHING: tuple[Any, ...] = (None, "", False, [])


class Group:
    """Fields that belong together, under one heading of the form; a tuple of names stands in one line.

    folded: shut while they are empty and right; for what is seldom needed.
    """

    def __init__(
        self, title: str | Promise, *lines: str | tuple[str, ...], hint: str | Promise = "", folded: bool = False
    ) -> None:
        self.title, self.hint, self.folded = title, hint, folded
        self.lines = [(line,) if isinstance(line, str) else line for line in lines]

    @property
    def names(self) -> list[str]:
        return [name for line in self.lines for name in line]


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group with its fields, ready to be drawn."""

    title: str | Promise
    hint: str | Promise
    lines: list[list[BoundField]]
    folded: bool = False

    @property
    def fields(self) -> list[BoundField]:
        return [field for line in self.lines for field in line]

    @property
    def has_something(self) -> bool:
        """Tell whether a field holds more than it starts with, or is wrong: then a folded group stands open."""
        return any(field.errors or field.value() not in (*NOTHING, field.field.initial) for field in self.fields)


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One line of the summary: what is wrong, and the id of the control to go to."""

    text: str
    target: str


class Form(forms.Form):
    """A form of ours: see the package's docstring for how a view uses it.

    action: what it does, such as "referral.send"; a form that only filters a list has none, and carries no token.
    keeps_draft: keep what is typed, sealed for its author, until it is sent. Say then whom it is `about`, a person or
    an intake, where it is about one: what is kept is sealed under their key too, and goes when that is destroyed.
    least_seconds: how long a person needs at least; what is sent sooner, a program sent.
    says_optional: mark what may be left out, rather than what may not.
    """

    action: str = ""
    keeps_draft: ClassVar[bool] = False
    least_seconds: ClassVar[int] = 0
    says_optional: ClassVar[bool] = True
    layout: ClassVar[tuple[Group, ...]] = ()

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        request: HttpRequest | None = None,
        target: object = "",
        about: UUID | None = None,
        **kw: Any,
    ) -> None:
        kw.setdefault("label_suffix", "")
        super().__init__(data, files, **kw)
        self.request = request
        self.target = str(target or "")
        self.kept_about = about
        self.draft: KeptDraft | None = None
        self._sent_token: FormToken | None = None
        if not self.is_bound and self.draft_url:
            self._take_up_draft()

    @property
    def author(self) -> UUID | None:
        """Who fills this form in; None on a public page."""
        user = getattr(self.request, "user", None)
        return user.pk if user is not None and user.is_authenticated else None

    @property
    def draft_url(self) -> str:
        """Where what is typed is kept as one goes, or nothing where this form keeps no draft."""
        return reverse("ui:draft") if self.keeps_draft and self.action and self.author else ""

    @property
    def keeper(self) -> UUID | None:
        """Whose draft it is: who fills the form in, or on a public page the browser, where it has a number."""
        return self.author or getattr(self.request, "browser", None)

    @property
    def start_empty_url(self) -> str:
        """Where what was kept of this form is deleted."""
        return reverse("ui:start-empty")

    @property
    def status(self) -> int:
        """Return 422 where there is something to put right."""
        return 422 if self.is_bound and self.errors else 200

    @cached_property
    def token(self) -> SafeString:
        """Return the hidden field that names this opening of the form: the one that came, or a new one."""
        if not self.action:
            return SafeString()
        page = self.request.get_full_path() if self.request else ""
        token = self._sent_token or token_for(
            self.author, self.action, self.target, page=page, about=self.kept_about, keeps=self.keeps_draft
        )
        return format_html('<input type="hidden" name="{}" value="{}">', CARRIED_AS, token.signed())

    @property
    def groups(self) -> list[ShownGroup]:
        """Return the visible fields under their headings; those no group names come last, under none."""
        shown = [
            ShownGroup(g.title, g.hint, [self._line(names) for names in g.lines], g.folded) for g in self.laid_out()
        ]
        grouped = {name for group in self.laid_out() for name in group.names}
        rest = [[field] for field in self.visible_fields() if field.name not in grouped]
        return [group for group in [*shown, ShownGroup("", "", rest)] if group.fields]

    def laid_out(self) -> tuple[Group, ...]:
        """Return the headings of this form; one whose fields are known only now says its own."""
        return self.layout

    def _line(self, names: tuple[str, ...]) -> list[BoundField]:
        return [self[name] for name in names if name in self.fields]

    @property
    def error_lines(self) -> list[ErrorLine]:
        """Return the summary of what is wrong, in the order of the form."""
        lines = [ErrorLine(str(error), "") for error in self.non_field_errors()]
        for field in (field for group in self.groups for field in group.fields):
            lines += [ErrorLine(_named(field, str(error)), _control(field)) for error in field.errors]
        return lines + [ErrorLine(str(error), "") for field in self.hidden_fields() for error in field.errors]

    def offer(self, **offered: Iterable[tuple[Any, Any]]) -> None:
        """Let fields offer these choices, which are known only now."""
        for name, choices in offered.items():
            field: Any = self.fields[name]
            field.choices = list(choices)

    def refuse(self, refusal: Refused) -> None:
        """Show a refusal in the form: beside its field when it names one of ours, else on top."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))

    @contextmanager
    def sent_once(self) -> Iterator[Sending]:
        """Let the view act once for this opening of the form; a refusal inside undoes all and is shown in it."""
        if self.request is None or self._sent_token is None:
            raise ValueError("sent_once needs a valid form with an action and its request")
        token, sending = self._sent_token, Sending(self.request, is_first=False)
        try:
            with transaction.atomic(), not_shown("an action reads to decide; the page after it shows for itself"):
                sending.is_first = first_sending(token, at=now())
                sending.result = "" if sending.is_first else result_of_sending(token.id)
                yield sending
                self._conclude(sending, token)
        except NotPermitted:
            raise
        except Refused as refusal:
            self.refuse(refusal)

    def forget(self) -> None:
        """Delete what was kept of this form as it was typed: for what must not be kept at all."""
        if self.keeper:
            forget_draft(author=self.keeper, form=self.action, target=self.target)

    def _conclude(self, sending: Sending, token: FormToken) -> None:
        if not sending.result:
            raise ValueError(f"{self.action}: the view did not say where its result is shown")
        if sending.is_first:
            keep_result(token, result_url=sending.result)
            if self.keeps_draft and self.keeper:
                forget_draft(author=self.keeper, form=token.action, target=token.target)
        sending.done = True

    def full_clean(self) -> None:
        """Check the fields, then that this form was opened by whoever sends it."""
        super().full_clean()
        if not self.is_bound or not self.action:
            return
        token = read_token(self.data.get(CARRIED_AS, ""))
        if token and token.is_for(user=self.author, action=self.action, target=self.target):
            self._sent_token = token
            if token.age.total_seconds() < self.least_seconds:
                self.add_error(None, _("That was faster than anyone reads. Look it over, then send it again."))
        else:
            self.add_error(None, _("This page was open for too long. Look it over, then send it again."))

    def _take_up_draft(self) -> None:
        author = self.keeper
        self.draft = draft_of(author, self.action, self.target) if author else None
        if self.draft:
            self.initial = {**self.initial, **self._typed(self.draft.fields)}

    def _typed(self, fields: Mapping[str, list[str]]) -> dict[str, Any]:
        data = QueryDict(mutable=True)
        for name, values in fields.items():
            data.setlist(name, values)
        return {
            name: field.widget.value_from_datadict(data, {}, self.add_prefix(name))
            for name, field in self.fields.items()
            if not field.widget.value_omitted_from_data(data, {}, self.add_prefix(name))
        }


def _named(field: BoundField, error: str) -> str:
    label = str(field.label)
    return f"{label} {error}" if label.endswith((".", "?", "!", "؟")) else f"{label}: {error}"


def _control(field: BoundField) -> str:
    return f"{field.auto_id}_0" if field.use_fieldset else str(field.id_for_label)
