"""A form that asks back once, when what it was given is likely a mistake but may be right."""

import hashlib
from typing import Any, ClassVar, cast

from django.http import QueryDict
from django.utils.functional import Promise

from offramp.kernel.errors import Refused
from offramp.ui.web import forms


class AskingForm(forms.Form):
    """Keeps a question open until its sender answers yes to that very question."""

    answer_words: ClassVar[str | Promise] = ""
    answer_missing: ClassVar[str | Promise] = ""
    asked = forms.Hidden(required=False, max_length=64)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if self.is_bound and self.data.get(self.add_prefix("asked")):
            self._add_answer()

    def settle(self, about: str) -> None:
        """Refuse, beside a box to tick, until the sender said yes to a question about this; about nothing, do nothing.

        To be called while the form is sent once: a second press must lead to the first one's result, not to a question.
        """
        question = hashlib.sha256(about.encode()).hexdigest() if about else ""
        if not question or (self.cleaned_data.get("asked") == question and self.cleaned_data.get("answer")):
            return
        self._add_answer()
        typed = cast(QueryDict, self.data).copy()
        typed["asked"] = question
        typed.pop("answer", None)
        self.data = typed
        raise Refused(str(self.answer_missing), field="answer")

    def _add_answer(self) -> None:
        self.fields["answer"] = forms.Yes(label=self.answer_words)
