"""Text as people paste it: cleaned of what can't be seen, and told plainly when it is too long."""

import re
import unicodedata
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.forms.widgets import Widget
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, surrogates, and the marks that make text read in another order than it is written."""


class Text(forms.CharField):
    """One line. `max_length` is refused with both numbers, and never cut off in the browser: a cut loses words."""

    one_line = True

    def __init__(self, *, max_length: int = 200, **options: Any) -> None:
        options.setdefault("error_messages", {}).setdefault("required", _("Write this before you go on."))
        super().__init__(**options)
        self.most = max_length
        self.validators = [v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)]

    def to_python(self, value: Any) -> Any:
        """Return the text with composed letters, plain line ends, and nothing around it."""
        if isinstance(value, str):
            value = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
            value = " ".join(value.split("\n")) if self.one_line else value
        return super().to_python(value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if UNSEEN.search(value):
            raise ValidationError(
                _("There are characters here that cannot be seen. Type this again by hand."), "unseen"
            )
        if len(value) > self.most:
            said = gettext("Use at most %(most)s characters: this has %(has)s.") % {
                "most": f"{self.most:,}",
                "has": f"{len(value):,}",
            }
            raise ValidationError(said, "too_long")


class LongText(Text):
    """Several lines."""

    one_line = False

    def __init__(self, *, max_length: int = 10_000, rows: int = 4, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **options)


class Hidden(Text):
    """A value the page carries for itself, such as a version."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.HiddenInput())
        super().__init__(**options)


class Email(forms.EmailField):
    """An address to write to."""

    def __init__(self, **options: Any) -> None:
        messages = options.setdefault("error_messages", {})
        messages.setdefault("required", _("Write the e-mail address."))
        messages.setdefault("invalid", _("Write the whole address, like name@example.org."))
        super().__init__(**options)

    def widget_attrs(self, widget: Widget) -> dict[str, Any]:
        return {"autocomplete": "email"}


class Phone(Text):
    """A telephone number, as people write them; returned as dialled from abroad, like +17805550142."""

    def __init__(self, *, region: str = "CA", **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "short"}))
        super().__init__(max_length=40, **options)
        self.region = region

    def clean(self, value: Any) -> str:
        """Return the number in E.164, with its extension where there is one."""
        text: str = super().clean(value)
        if not text:
            return ""
        try:
            number = phonenumbers.parse(text, self.region)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise ValidationError(_("Write the number with its area code, like 780 555 0142."), "phone")
        dialled = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        return f"{dialled};ext={number.extension}" if number.extension else dialled
