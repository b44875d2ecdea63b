"""Somebody in care, and who opens their pages."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.consent.scene import Scene, a_scene


@pytest.fixture
def scene(cast: Cast, acting: Acting) -> Scene:
    return a_scene(cast, acting)


@pytest.fixture
def navigator(scene: Scene, signed_in: SignedIn) -> Client:
    return signed_in(scene.cast.navigator)


@pytest.fixture
def privacy(scene: Scene, signed_in: SignedIn) -> Client:
    return signed_in(scene.cast.privacy)
