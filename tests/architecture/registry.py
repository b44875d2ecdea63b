"""Rules about tables and routes, asked of Django itself. Run as a module it prints what breaks them, as JSON.

It speaks of the package that is importable as `offramp`, so a broken copy is judged by running this inside it.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import django
from django.apps import apps
from django.db.models import Field, ForeignKey, Model
from django.urls import URLPattern, URLResolver, get_resolver

Rule = Callable[[], list[str]]


def models_of_ours() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("offramp.")]


def fields_of(model: type[Model]) -> "list[Field[object, object]]":
    return [field for field in model._meta.local_fields if field.name != "pk"]


def fields_without_words_or_class() -> list[str]:
    """Every field says what it holds and how sensitive that is."""
    from offramp.kernel.data import data_class

    return [
        f"{model._meta.label}.{field.name}"
        for model in models_of_ours()
        for field in fields_of(model)
        if not field.help_text or data_class(field) is None
    ]


def personal_fields_before_the_wall() -> list[str]:
    """A table with a personal or sensitive field declares where it stands behind the wall, and its category."""
    from offramp.access.models import Wall
    from offramp.access.wall.tables import AUTHORS_OWN
    from offramp.kernel.data import DataClass, data_class

    found = []
    for model in models_of_ours():
        wall = getattr(model, "wall", None)
        if model._meta.db_table in AUTHORS_OWN:
            continue
        named = isinstance(wall, Wall) and (
            wall.category is not None or wall.spine or any(field.name == "category" for field in fields_of(model))
        )
        for field in fields_of(model):
            if data_class(field) in {DataClass.PERSONAL, DataClass.SENSITIVE} and not named:
                found.append(f"{model._meta.label}.{field.name}")
    return found


def keys_that_do_not_point_down() -> list[str]:
    """A foreign key points to a lower room, or stays inside its own."""
    from tests.architecture.sources import heights

    height = heights(Path(sys.modules["offramp"].__path__[0]).resolve())
    return [
        f"{model._meta.label}.{key.name} points to {key.related_model._meta.label}"
        for model, key in _keys()
        if _room(key.related_model) != _room(model) and height[_room(key.related_model)] >= height[_room(model)]
    ]


def keys_that_look_back() -> list[str]:
    """A key that crosses rooms leaves no name behind on the other side."""
    return [
        f"{model._meta.label}.{key.name}"
        for model, key in _keys()
        if _room(key.related_model) != _room(model) and not key.remote_field.hidden
    ]


def keys_between_streams() -> list[str]:
    """No key leads from one stream to another: Support, Measures, Engagement."""
    from tests.architecture.sources import STREAMS

    return [
        f"{model._meta.label}.{key.name} points to {key.related_model._meta.label}"
        for model, key in _keys()
        if {_room(model), _room(key.related_model)} <= STREAMS.keys()
        and STREAMS[_room(model)] != STREAMS[_room(key.related_model)]
    ]


def _keys() -> "Iterator[tuple[type[Model], ForeignKey[Model, Model]]]":
    for model in models_of_ours():
        for field in fields_of(model):
            if isinstance(field, ForeignKey) and field.related_model.__module__.startswith("offramp."):
                yield model, field


def _room(model: type[Model]) -> str:
    return model.__module__.split(".")[1]


def routes_outside_the_matrix() -> list[str]:
    """Every route is in the access matrix, and the matrix names no route that isn't there."""
    from offramp.config.matrix import ROUTES

    routed = set(_routes(get_resolver(), ""))
    return sorted(
        [f"{name} is not in the access matrix" for name in routed - set(ROUTES)]
        + [f"{name} is in the access matrix but is no route" for name in set(ROUTES) - routed]
    )


def _routes(resolver: URLResolver, namespace: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _routes(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or pattern.pattern}"


RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        fields_without_words_or_class,
        personal_fields_before_the_wall,
        keys_that_do_not_point_down,
        keys_that_look_back,
        keys_between_streams,
        routes_outside_the_matrix,
    )
}


def main() -> None:
    """Print each rule with what breaks it."""
    django.setup()
    print(json.dumps({name: rule() for name, rule in RULES.items()}))


if __name__ == "__main__":
    main()
