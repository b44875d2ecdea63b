"""Which tables stand behind the wall, and how each is treated."""

from django.apps import apps
from django.db.models import Model

from offramp.access.models import Wall

# Append-only: the runtime may add and (behind a policy) read, never change.
APPEND_ONLY = ("audit_entry", "audit_look", "audit_looksubject")
# The blocks in which those are sealed: the sealer adds, the privacy officer reads.
SEALS = ("audit_block",)
# Drafts are nobody's but their author's: the column that names the author.
AUTHORS_OWN = {"ui_draft": "author_id"}
# Written by definer functions, by the sealer, or by `offramp migrate` alone.
READ_ONLY = ("access_grant", "access_ceiling", "access_link", "django_migrations", "access_wallstate", *SEALS)


def guarded_models() -> list[type[Model]]:
    """Return every model that declares a wall, in the order of their tables' names."""
    walled = [model for model in apps.get_models() if isinstance(getattr(model, "wall", None), Wall)]
    return sorted(walled, key=lambda model: model._meta.db_table)


def wall_of(model: type[Model]) -> Wall:
    """Return how a guarded table stands behind the wall."""
    wall = getattr(model, "wall", None)
    if not isinstance(wall, Wall):
        raise TypeError(f"{model._meta.label} declares no wall.")
    return wall
