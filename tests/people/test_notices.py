"""The collection notice: in force in versions, shown to anybody, and noted on the file of who was given it."""

from dataclasses import replace

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from offramp.people.actions import note_notice_given, set_notice
from offramp.people.enums import NoticeWay
from offramp.people.models import CollectionNotice, NoticeGiven
from offramp.people.queries import notice_in_force, notices_given
from offramp.people.rules import NoticeWords
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.consent.scene import Scene, a_scene
from tests.ui.reading import flat, token_on

WORDS = NoticeWords("We collect", "To help", "The act", "The computer suggests", "Ask Omar")


@pytest.fixture
def scene(cast: Cast, acting: Acting) -> Scene:
    return a_scene(cast, acting)


def test_a_first_version_is_there_in_both_languages_and_names_automated_help(db: None, client: Client) -> None:
    english, french = notice_in_force("en"), notice_in_force("fr")

    assert [(each.language, each.version) for each in (english, french)] == [("en", 1), ("fr", 1)]
    assert notice_in_force("ar") == english
    page = flat(client.get(reverse("people:notice")))
    for words in (english.automated, english.contact, "Version 1"):
        assert words.replace("'", "&#x27;") in page
    client.cookies["django_language"] = "fr"
    assert "Ce que nous notons, et pourquoi" in flat(client.get(reverse("people:notice")))


@pytest.mark.parametrize("name", ["privacy", "administrator"])
def test_a_new_version_is_in_force_and_the_old_one_stays(cast: Cast, acting: Acting, name: str) -> None:
    with acting(getattr(cast, name)) as by:
        made = set_notice(language="en", words=WORDS, seen=1, by=by, at=now())

    assert (made.version, notice_in_force("en"), notice_in_force("fr").version) == (2, made, 1)
    assert CollectionNotice.objects.filter(language="en").count() == 2


def test_a_part_left_out_or_a_version_not_seen_is_refused(cast: Cast, acting: Acting) -> None:
    with acting(cast.privacy) as by:
        for words, seen, said in ((replace(WORDS, automated=" "), 1, "each of these parts"), (WORDS, 0, "meanwhile")):
            with pytest.raises(Refused, match=said), transaction.atomic():
                set_notice(language="en", words=words, seen=seen, by=by, at=now())

    assert notice_in_force("en").version == 1


@pytest.mark.parametrize("name", ["navigator", "supervisor", "worker", "analyst"])
def test_nobody_else_sets_it(cast: Cast, acting: Acting, name: str) -> None:
    with acting(getattr(cast, name)) as by, pytest.raises(NotPermitted), transaction.atomic():
        set_notice(language="en", words=WORDS, seen=1, by=by, at=now())


def test_which_version_somebody_was_given_stays_on_their_file(scene: Scene) -> None:
    with scene.acting(scene.cast.officer) as by:
        given = notice_in_force("fr")
        note_notice_given(person=scene.person, notice=given.pk, way=NoticeWay.ALOUD, by=by, at=now())
    with scene.acting(scene.cast.administrator) as by:
        set_notice(language="fr", words=WORDS, seen=1, by=by, at=now())
        assert NoticeGiven.objects.count() == 0

    with scene.acting(scene.cast.navigator) as by:
        [line] = notices_given(Viewer(by), scene.person)
    assert (line.notice, line.notice.version, line.way, line.by_id) == (given, 1, "aloud", scene.cast.officer.pk)


def test_the_pages_put_a_version_in_force_and_note_it_on_a_file(scene: Scene, signed_in: SignedIn) -> None:
    privacy, officer = signed_in(scene.cast.privacy), signed_in(scene.cast.officer)
    change, give = reverse("people:change-notice", args=["en"]), reverse("people:give-notice", args=[scene.person])
    parts = {name: getattr(WORDS, name) for name in NoticeWords.__slots__}
    answer = privacy.post(change, {"form_token": token_on(privacy.get(change)), "seen": "1", **parts})
    assert answer.headers["Location"] == reverse("people:notice")

    token = token_on(officer.get(give))
    officer.post(give, {"form_token": token, "way": "paper", "language": "en"})

    page = flat(officer.get(give))
    for words in ("On paper", "Version 2 (en)", "Cst. Daniel Park"):
        assert words in page
    assert signed_in(scene.cast.constable).get(give).status_code == 403
    assert officer.get(change).status_code == 403
    assert privacy.get(reverse("people:change-notice", args=["xx"])).status_code == 404
