"""A field whose text is sealed in the database and plain in Python."""

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.db.models import Field, Model
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext as _

from offramp.kernel.sealed.cipher import seal, unseal
from offramp.kernel.sealed.store import key_store

if TYPE_CHECKING:
    Text = Field[str, str]
else:
    Text = Field


class _Opened(DeferredAttribute):
    """Opens the text where it is first read: only then is the key asked for."""

    field: "SealedTextField"

    def __get__(self, instance: Model | None, cls: type[Model] | None = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, (bytes, memoryview)):
            value = instance.__dict__[self.field.attname] = self.field.opened(instance, bytes(value))
        return value

    def __set__(self, instance: Model, value: str | bytes) -> None:
        """Keep what is given. Having this, Python asks us before it looks into the row itself."""
        instance.__dict__[self.field.attname] = value


class SealedTextField(Text):
    """A text that is kept as ciphertext, under the key of the subject it is about.

    of: the columns that name the subject, the first that is set counting: a person, an intake.
    It can't be searched, compared or updated in SQL; rows are read and saved. Once the key is destroyed it reads as a
    sentence that says so.
    """

    descriptor_class = _Opened
    empty_strings_allowed = True

    def __init__(self, *args: Any, of: tuple[str, ...] = ("person_id",), **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "BinaryField"

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def get_lookup(self, lookup_name: str) -> None:
        """Refuse every comparison: ciphertext equals nothing anybody could type."""
        return

    def pre_save(self, model_instance: Model, add: bool) -> bytes:
        return self.sealed(model_instance)

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, str):
            raise TypeError(f"{self.model._meta.label}.{self.name} is sealed: set it on the row, and save the row.")
        return value

    def sealed(self, row: Model) -> bytes:
        """Return what the database keeps of a row's text; raise Destroyed where the subject's key is gone."""
        held = row.__dict__.get(self.attname, "")
        if isinstance(held, (bytes, memoryview)) or not held:
            return bytes(held or b"")
        return seal(str(held), key=key_store().key_to_write(self.subject(row)), place=self._place(row))

    def opened(self, row: Model, sealed: bytes) -> str:
        """Return a row's text, or a sentence in its stead where the subject's key is gone."""
        if not sealed:
            return ""
        key = key_store().key_of(self.subject(row))
        return _("This was disposed of.") if key is None else unseal(sealed, key=key, place=self._place(row))

    def subject(self, row: Model) -> UUID:
        """Return whom or what a row's text is about: under whose key it stands."""
        return next(cast(UUID, value) for value in (getattr(row, name) for name in self.of) if value is not None)

    def _place(self, row: Model) -> str:
        """Return where a text was written: for what a row was before a change, in the row itself."""
        written = getattr(row, "pgh_tracked_model", None) or type(row)
        key = getattr(row, str(written._meta.pk.attname))
        return f"{written._meta.db_table}.{self.column}:{key}"
