"""The collection notice: its versions, and which one a person was given, when and how."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from offramp.access.enums import Category, Permission
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.kernel.identity import Actor
from offramp.people import queries, rules
from offramp.people.enums import NoticeWay
from offramp.people.models import CollectionNotice, NoticeGiven
from offramp.people.rules import NoticeWords


@transaction.atomic
def set_notice(*, language: str, words: NoticeWords, seen: int, by: Actor, at: datetime) -> CollectionNotice:
    """Put a new version of the collection notice in force. seen: the version its editor had before them.

    Earlier versions stay: files say which one was given.
    """
    require(by, Permission.NOTICE_SET)
    rules.check_notice(words)
    current = queries.notice_in_force(language)
    rules.check_notice_seen(seen, current=current.version if current.language == language else 0)
    notice = CollectionNotice.objects.create(
        language=language,
        version=seen + 1,
        collects=words.collects,
        purpose=words.purpose,
        authority=words.authority,
        automated=words.automated,
        contact=words.contact,
        set_at=at,
        set_by_id=by.user,
    )
    record(verb="notice.set", by=by, at=at, subject=notice.pk)
    return notice


@transaction.atomic
def note_notice_given(*, person: UUID, notice: UUID, way: NoticeWay, by: Actor, at: datetime) -> NoticeGiven:
    """Note on a person's file which version of the notice they were given, and how."""
    require(by, Permission.PERSON_EDIT, subject=person, unit=by.unit, category=Category.IDENTITY, at=at)
    given = NoticeGiven.objects.create(
        person_id=person, unit_id=by.home, notice_id=notice, way=way, at=at, by_id=by.user
    )
    record(verb="notice.given", by=by, at=at, subject=given.pk, about=person, fields=["notice"])
    return given
