"""A person whom a referral is about, and who sends it."""

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
