"""Somebody off the care team asks to see more of a file, for some days; a navigator on it says yes or no."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.test import override_settings
from django.utils.timezone import localdate

from offramp.access.enums import Basis, Category, Closeness
from offramp.access.models import Grant
from offramp.access.queries import readable, writable
from offramp.accounts.models import User
from offramp.audit.queries import LogSieve, entries
from offramp.casework.actions import answer_access, ask_access, cover, end_access, seat
from offramp.casework.enums import Answered
from offramp.casework.models import AccessAnswer, AccessRequest, Seat
from offramp.casework.queries import own_requests_told, request_for, requests_to_answer
from offramp.kernel.clock import now
from offramp.kernel.days import midnight
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor, Viewer
from offramp.kernel.ids import new_id
from offramp.people.actions import restrict_file
from tests.casework.files import a_person, in_care, triaging
from tests.casework.glass_scene import NOTHING, Opened, a_full_file, reads
from tests.cast import Cast
from tests.conftest import Acting

C = Category
WHY = "He is in hospital and asks for her"
ALL_OF_IT = frozenset(Category) - {C.IDENTITY, C.SAFETY}
AN_OFFICER = Opened(1, 1, 0, 0)
A_NAVIGATOR = Opened(1, 2, 1, 1)


def asks(
    acting: Acting,
    user: User,
    person: UUID,
    *categories: Category,
    reason: str = WHY,
    until: date | None = None,
) -> AccessRequest:
    """Somebody asks, until a week from now."""
    with acting(user) as by:
        return ask_access(
            person=person,
            categories=categories or (C.WHEREABOUTS, C.PLAN),
            reason=reason,
            until=until or localdate() + timedelta(days=7),
            by=by,
            at=now(),
        )


def answers(
    acting: Acting,
    user: User,
    asked: AccessRequest,
    answer: Answered = Answered.ALLOWED,
    *,
    days: int = 7,
    words: str = "She agrees",
) -> AccessAnswer:
    with acting(user) as by:
        until = localdate() + timedelta(days=days)
        return answer_access(request=asked.pk, answer=answer, words=words, until=until, by=by, at=now())


def seen_more(acting: Acting, user: User, person: UUID) -> Collection[Category]:
    with acting(user) as by:
        found = readable(by, subject=person, unit=by.unit, at=now())
        return {each for each, bases in found.items() if Basis.ACCESS_REQUEST in bases}


@pytest.fixture
def person(cast: Cast, acting: Acting) -> UUID:
    return a_full_file(cast, acting)


def test_a_yes_opens_what_was_asked_for_to_read_and_nothing_to_write(cast: Cast, acting: Acting, person: UUID) -> None:
    with acting(cast.colleague) as by:
        before = writable(by, subject=person, unit=by.unit, at=now())
    asked = asks(acting, cast.colleague, person)
    assert reads(acting, cast.colleague, person) == NOTHING

    answers(acting, cast.navigator, asked)

    assert reads(acting, cast.colleague, person) == AN_OFFICER
    assert seen_more(acting, cast.colleague, person) == {C.WHEREABOUTS, C.PLAN}
    with acting(cast.colleague) as by:
        assert writable(by, subject=person, unit=by.unit, at=now()) == before
    assert [reads(acting, user, person) for user in (cast.core_officer, cast.other_navigator)] == [NOTHING, NOTHING]


def test_it_opens_the_file_of_that_person_alone(cast: Cast, acting: Acting, person: UUID) -> None:
    other = a_full_file(cast, acting, "Walter B.")
    answers(acting, cast.navigator, asks(acting, cast.colleague, person))

    assert reads(acting, cast.colleague, other) == NOTHING


def test_a_no_opens_nothing(cast: Cast, acting: Acting, person: UUID) -> None:
    answers(acting, cast.navigator, asks(acting, cast.colleague, person), Answered.REFUSED)

    assert reads(acting, cast.colleague, person) == NOTHING
    with acting(cast.colleague):
        assert Grant.objects.filter(basis=Basis.ACCESS_REQUEST).count() == 0


@pytest.mark.parametrize(
    ("who", "most"),
    [
        ("colleague", {C.WHEREABOUTS, C.PLAN}),
        ("supervisor", {C.PLAN}),
        ("other_navigator", ALL_OF_IT),
    ],
)
def test_nobody_asks_for_more_than_their_role_ever_gets(
    cast: Cast, acting: Acting, person: UUID, who: str, most: set[Category]
) -> None:
    user = getattr(cast, who)
    for category in frozenset(Category) - most:
        with pytest.raises(Refused, match="Your role never gets that by asking"):
            asks(acting, user, person, category)

    answers(acting, cast.navigator, asks(acting, user, person, *most))
    assert seen_more(acting, user, person) == most


def test_a_navigator_who_is_let_reads_notes_and_health_and_an_officer_never_does(
    cast: Cast, acting: Acting, person: UUID
) -> None:
    answers(acting, cast.navigator, asks(acting, cast.other_navigator, person, *ALL_OF_IT))
    answers(acting, cast.navigator, asks(acting, cast.colleague, person))

    assert reads(acting, cast.other_navigator, person) == A_NAVIGATOR
    assert reads(acting, cast.colleague, person) == AN_OFFICER


@pytest.mark.parametrize(
    ("reason", "days", "said"),
    [
        ("For work", 3, "Say in a few words what you need it for"),
        (WHY, -1, "That day has passed"),
        (WHY, 15, "You see it for 14 days at the most"),
    ],
)
def test_a_request_has_a_reason_and_a_last_day(
    cast: Cast, acting: Acting, person: UUID, reason: str, days: int, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        asks(acting, cast.colleague, person, reason=reason, until=localdate() + timedelta(days=days))


@override_settings(ACCESS_DAYS=2)
def test_for_how_many_days_at_most_is_a_setting(cast: Cast, acting: Acting, person: UUID) -> None:
    with pytest.raises(Refused, match="for 2 days at the most"):
        asks(acting, cast.colleague, person, until=localdate() + timedelta(days=3))


def test_it_ends_by_itself_and_no_later_than_was_asked(cast: Cast, acting: Acting, person: UUID) -> None:
    asked = asks(acting, cast.colleague, person)
    with pytest.raises(Refused, match="They asked until"):
        answers(acting, cast.navigator, asked, days=8)
    answers(acting, cast.navigator, asked, days=2)

    ends = midnight(localdate() + timedelta(days=3))
    with acting(cast.colleague) as by:
        assert [row.ends_at for row in Grant.objects.filter(basis=Basis.ACCESS_REQUEST)] == [ends]
        assert C.PLAN not in readable(by, subject=person, unit=by.unit, at=ends)


def test_who_is_on_the_care_team_is_told_that_they_see_it_already(cast: Cast, acting: Acting, person: UUID) -> None:
    with pytest.raises(Refused, match="You are on the care team"):
        asks(acting, cast.officer, person)


def test_others_ask_for_nothing(cast: Cast, acting: Acting, person: UUID) -> None:
    for user in (cast.lead, cast.constable, cast.worker, cast.privacy, cast.administrator, cast.youth_officer):
        with pytest.raises(NotPermitted, match="Your role does not do this"):
            asks(acting, user, person)
    cast.colleague.postings.update(unit=cast.patrol)
    with pytest.raises(NotPermitted, match="nothing here for which you may ask"):
        asks(acting, cast.colleague, person)


def test_a_restricted_file_is_asked_for_by_nobody(cast: Cast, acting: Acting, person: UUID) -> None:
    asked = asks(acting, cast.colleague, person)
    with acting(cast.supervisor) as by:
        restrict_file(
            person=person, closeness=Closeness.KNOWN, reason="Everybody knows her",
            named=[cast.navigator.pk, cast.core_officer.pk], by=by, at=now(),
        )  # fmt: skip

    with pytest.raises(NotPermitted, match="nothing here for which you may ask"):
        asks(acting, cast.other_navigator, person, C.PLAN)
    with pytest.raises(Refused, match="This file is restricted"):
        asks(acting, cast.core_officer, person)
    answers(acting, cast.navigator, asked)
    assert reads(acting, cast.colleague, person) == NOTHING


def test_a_second_request_waits_for_the_first(cast: Cast, acting: Acting, person: UUID) -> None:
    asked = asks(acting, cast.colleague, person)
    with pytest.raises(Refused, match="You have asked already"):
        asks(acting, cast.colleague, person, C.PLAN)
    answers(acting, cast.navigator, asked)
    with pytest.raises(Refused, match="You have asked already"):
        asks(acting, cast.colleague, person, C.PLAN)


def test_only_a_navigator_on_the_care_team_answers(cast: Cast, acting: Acting, person: UUID) -> None:
    asked = asks(acting, cast.colleague, person)

    for user in (cast.officer, cast.worker, cast.privacy):
        with pytest.raises(NotPermitted, match="Your role does not do this"):
            answers(acting, user, asked)
    for user in (cast.other_navigator, cast.lead):
        with pytest.raises(NotPermitted, match="nothing here that you may answer"):
            answers(acting, user, asked)
    with pytest.raises(NotPermitted, match="You do not answer this request"):
        answers(acting, cast.supervisor, asked)
    assert reads(acting, cast.colleague, person) == NOTHING


def test_nobody_answers_themselves(cast: Cast, acting: Acting, person: UUID) -> None:
    asked = asks(acting, cast.other_navigator, person, *ALL_OF_IT)
    with acting(cast.navigator) as by:
        seat(person=person, user=cast.other_navigator.pk, reason="", by=by, at=now())

    with pytest.raises(NotPermitted, match="You do not answer this request"):
        answers(acting, cast.other_navigator, asked)


def test_a_lead_who_covers_answers_in_the_navigators_place(cast: Cast, acting: Acting, person: UUID) -> None:
    asked = asks(acting, cast.colleague, person)
    with acting(cast.lead) as by:
        cover(navigator=cast.navigator.pk, reason="Ill", until=localdate(), by=by, at=now())

    answers(acting, cast.lead, asked)
    assert reads(acting, cast.colleague, person) == AN_OFFICER


def test_without_a_navigator_the_supervisor_allows_what_officers_see(cast: Cast, acting: Acting) -> None:
    person = a_person(cast, acting)
    with pytest.raises(Refused, match="No navigator is on their care team"):
        asks(acting, cast.other_navigator, person, C.HEALTH)
    asked = asks(acting, cast.colleague, person)
    with acting(cast.supervisor) as by:
        assert [each.pk for each in requests_to_answer(Viewer(by), at=now())] == [asked.pk]

    answers(acting, cast.supervisor, asked)
    assert seen_more(acting, cast.colleague, person) == {C.WHEREABOUTS, C.PLAN}


def test_a_request_is_answered_once(cast: Cast, acting: Acting, person: UUID) -> None:
    asked = asks(acting, cast.colleague, person)
    answers(acting, cast.navigator, asked)
    with pytest.raises(Refused, match="Amara Okafor has answered meanwhile"):
        answers(acting, cast.navigator, asked, Answered.REFUSED)
    with pytest.raises(Refused, match="Say in a few words why"):
        answers(acting, cast.navigator, asks(acting, cast.core_officer, person), words=" ")


def test_it_is_ended_early_for_the_very_next_query(cast: Cast, acting: Acting, person: UUID) -> None:
    asked = asks(acting, cast.colleague, person)
    answers(acting, cast.navigator, asked)
    for user in (cast.other_navigator, cast.supervisor):
        with acting(user) as by, pytest.raises(NotPermitted):
            end_access(request=asked.pk, by=by, at=now())
    with acting(cast.navigator) as by:
        end_access(request=asked.pk, by=by, at=now())

    assert reads(acting, cast.colleague, person) == NOTHING
    with acting(cast.navigator) as by, pytest.raises(Refused, match="It opens nothing any more"):
        end_access(request=asked.pk, by=by, at=now())


def test_nothing_is_ended_that_was_not_answered_and_nothing_answered_that_is_not_there(
    cast: Cast, acting: Acting, person: UUID
) -> None:
    asked = asks(acting, cast.colleague, person)
    with acting(cast.navigator) as by:
        with pytest.raises(NotPermitted, match="nothing here that you may end"):
            end_access(request=asked.pk, by=by, at=now())
        for act in (end_access, _allow):
            with pytest.raises(NotPermitted, match="nothing here that you may answer"):
                act(request=new_id(), by=by, at=now())


def _allow(*, request: UUID, by: Actor, at: datetime) -> AccessAnswer:
    return answer_access(request=request, answer=Answered.ALLOWED, words="Yes", until=localdate(), by=by, at=at)


def test_of_the_care_team_the_navigators_alone_find_it_waiting(cast: Cast, acting: Acting, person: UUID) -> None:
    asked = asks(acting, cast.colleague, person)

    found = {}
    for user in (cast.navigator, cast.officer):
        with acting(user) as by:
            found[user] = [each.pk for each in requests_to_answer(Viewer(by), at=now())]

    assert found == {cast.navigator: [asked.pk], cast.officer: []}


def test_a_request_is_known_to_who_asked_the_care_team_and_the_supervisor(
    cast: Cast, acting: Acting, person: UUID
) -> None:
    asked = asks(acting, cast.colleague, person)

    def knows(user: User) -> bool:
        with acting(user) as by:
            return request_for(Viewer(by), asked.pk) is not None

    for user in (cast.colleague, cast.navigator, cast.officer, cast.supervisor):
        assert knows(user), user.username
    for user in (cast.other_navigator, cast.core_officer, cast.lead, cast.privacy, cast.worker, cast.constable):
        assert not knows(user), user.username


def test_the_database_lets_nobody_ask_for_another_or_change_a_request(cast: Cast, acting: Acting, person: UUID) -> None:
    asked = asks(acting, cast.colleague, person)
    with acting(cast.colleague), pytest.raises(DatabaseError), transaction.atomic():
        AccessRequest.objects.filter(pk=asked.pk).update(categories=[str(C.HEALTH)])
    with acting(cast.core_officer) as by, pytest.raises(DatabaseError), transaction.atomic():
        AccessRequest.objects.create(
            person_id=person, unit_id=by.home, asked_by=cast.colleague, role="help_officer", categories=["plan"],
            reason=WHY, until_on=localdate(), asked_at=now(),
        )  # fmt: skip
    with acting(cast.core_officer) as by, pytest.raises(DatabaseError), transaction.atomic():
        AccessAnswer.objects.create(
            request=asked, person_id=person, unit_id=by.home, asked_by=cast.colleague, answer=Answered.ALLOWED,
            words="Me", until_at=now(), answered_at=now(), answered_by=cast.core_officer,
        )  # fmt: skip


def test_each_act_leaves_an_audit_row_without_content(cast: Cast, acting: Acting, person: UUID) -> None:
    asked = asks(acting, cast.colleague, person)
    answers(acting, cast.navigator, asked)
    with acting(cast.navigator) as by:
        end_access(request=asked.pk, by=by, at=now())

    with acting(cast.privacy):
        rows = entries(LogSieve(whom=person)).filter(verb__startswith="casework.access").order_by("id")
        assert list(rows.values_list("verb", "actor", "subject")) == [
            ("casework.access_asked", cast.colleague.pk, asked.pk),
            ("casework.access_answered", cast.navigator.pk, asked.pk),
            ("casework.access_ended", cast.navigator.pk, asked.pk),
        ]


def test_who_triages_a_person_may_ask_for_what_that_does_not_open(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    with acting(cast.navigator):
        triaging(person, cast.colleague)

    with pytest.raises(Refused, match="or has it already"):
        asks(acting, cast.colleague, person)
    with acting(cast.colleague) as by:
        assert own_requests_told(Viewer(by), at=now()) == []
        assert Seat.objects.filter(user=by.user).count() == 0
