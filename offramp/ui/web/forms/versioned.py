"""A form about what two may change at once."""

from django.http import QueryDict

from offramp.ui.web.forms.base import Form
from offramp.ui.web.forms.text import Hidden


class Versioned(Form):
    """Carries the version its writer had before them. After a refusal for that, the next press counts as knowing."""

    version = Hidden(required=False)

    def clean_version(self) -> int:
        """Return the version as a number; a missing or altered one is older than any."""
        typed = self.cleaned_data["version"]
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0

    @property
    def is_overtaken(self) -> bool:
        """Return whether somebody else changed it meanwhile."""
        return "version" in self.errors

    def look_again(self, version: int) -> None:
        """Keep what was typed and put it on the newest version, after its author was told."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["version"] = str(version)
        self.data = data
