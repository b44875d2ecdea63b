"""Danger to life opens more of one file, for some hours, to who gave a reason; it ends, is told, and is judged."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from offramp.access.actions import grant
from offramp.access.enums import Basis, Category, Role
from offramp.access.models import Grant
from offramp.access.queries import readable, writable
from offramp.accounts.models import Unit, User
from offramp.audit.queries import LogSieve, entries
from offramp.casework.actions import break_glass, close_glass, review_glass, take_seat
from offramp.casework.enums import Verdict
from offramp.casework.models import BreakGlass, GlassReview
from offramp.casework.queries import glass_counts, glass_for, glass_judged, glass_open_on, glass_told_to, glass_waiting
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from tests.casework.glass_scene import (
    A_NAVIGATOR,
    AN_OFFICER,
    DANGER,
    NOTHING,
    a_full_file,
    five_hours_ago,
    opens,
    reads,
)
from tests.cast import Cast
from tests.conftest import Acting

WHY = "The call is in the dispatch log"


def test_it_opens_whereabouts_and_plan_to_an_officer_and_health_too_to_a_navigator(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting)
    before = (reads(acting, cast.colleague, person), reads(acting, cast.other_navigator, person))

    opens(cast, acting, person, cast.colleague)
    opens(cast, acting, person, cast.other_navigator)

    assert before == (NOTHING, NOTHING)
    assert reads(acting, cast.colleague, person) == AN_OFFICER
    assert reads(acting, cast.other_navigator, person) == A_NAVIGATOR


def test_it_opens_to_the_opener_alone_and_of_that_person_alone(cast: Cast, acting: Acting) -> None:
    person, other = a_full_file(cast, acting), a_full_file(cast, acting, "Walter B.")

    opens(cast, acting, person, cast.colleague)

    assert reads(acting, cast.colleague, other) == NOTHING
    assert reads(acting, cast.core_officer, person) == NOTHING
    assert reads(acting, cast.worker, person) == NOTHING


def test_nothing_may_be_written_that_could_not_be_before(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting)
    with acting(cast.colleague) as by:
        before = writable(by, subject=person, unit=cast.help.pk, at=now())

    opens(cast, acting, person, cast.colleague)

    with acting(cast.colleague) as by:
        assert writable(by, subject=person, unit=cast.help.pk, at=now()) == before
        with pytest.raises(NotPermitted):
            take_seat(person=person, reason="I am here anyway", by=by, at=now())


def test_a_use_that_is_not_there_is_not_judged(cast: Cast, acting: Acting) -> None:
    with acting(cast.privacy) as by, pytest.raises(NotPermitted, match="nothing here that you may judge"):
        review_glass(use=new_id(), verdict=Verdict.JUSTIFIED, words=WHY, by=by, at=now())


def test_after_four_hours_the_next_request_finds_nothing(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting)

    use = opens(cast, acting, person, cast.colleague, five_hours_ago())

    assert (use.until_at - use.opened_at) == timedelta(hours=4)
    assert reads(acting, cast.colleague, person) == NOTHING
    with acting(cast.colleague) as by:
        assert set(readable(by, subject=person, unit=cast.help.pk, at=now())) == {
            Category.IDENTITY,
            Category.SAFETY,
            Category.CONTACT_LOG,
        }


@override_settings(GLASS_HOURS=6)
def test_how_long_it_lasts_is_a_setting(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting)

    opens(cast, acting, person, cast.colleague, five_hours_ago())

    assert reads(acting, cast.colleague, person) == AN_OFFICER


def test_the_opener_ends_it_early_and_it_is_ended_for_every_session_of_theirs(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting)
    use = opens(cast, acting, person, cast.colleague)
    with acting(cast.colleague) as by:
        close_glass(use=use.pk, by=by, at=now())

    assert reads(acting, cast.colleague, person) == NOTHING
    with acting(cast.colleague) as by, pytest.raises(Refused, match="It has ended already"):
        close_glass(use=use.pk, by=by, at=now())


def test_nobody_else_ends_it(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting)
    use = opens(cast, acting, person, cast.colleague)

    for user in (cast.navigator, cast.officer, cast.other_navigator, cast.supervisor, cast.privacy):
        with acting(user) as by, pytest.raises(NotPermitted):
            close_glass(use=use.pk, by=by, at=now())

    assert reads(acting, cast.colleague, person) == AN_OFFICER


@pytest.mark.parametrize("reason", ["", "   ", "danger", "danger to life", "\n danger \n\n to  life "])
def test_a_reason_is_more_than_a_word_or_two(cast: Cast, acting: Acting, reason: str) -> None:
    person = a_full_file(cast, acting)

    with acting(cast.colleague) as by, pytest.raises(Refused, match="what the danger is") as refused:
        break_glass(person=person, reason=reason, by=by, at=now())

    assert refused.value.field == "reason"
    assert reads(acting, cast.colleague, person) == NOTHING


def test_a_second_one_while_one_runs_says_so_and_after_it_ended_is_another(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting)
    first = opens(cast, acting, person, cast.colleague)

    with acting(cast.colleague) as by:
        with pytest.raises(Refused, match="You have opened this file already"), transaction.atomic():
            break_glass(person=person, reason=DANGER, by=by, at=now())
        close_glass(use=first.pk, by=by, at=now())
        break_glass(person=person, reason=DANGER, by=by, at=now())

        assert BreakGlass.objects.count() == 2


def test_who_sees_it_all_already_opens_nothing(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting)

    for user in (cast.navigator, cast.officer):
        with acting(user) as by, pytest.raises(Refused, match="You see all of this already"):
            break_glass(person=person, reason=DANGER, by=by, at=now())


def test_neither_other_roles_nor_another_unit_open_anything(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting)
    elsewhere = Unit.objects.create(name="HELP elsewhere", kind="help")
    cast.core_officer.postings.update(unit=elsewhere)

    for user in (cast.supervisor, cast.lead, cast.constable, cast.worker, cast.privacy, cast.administrator):
        with acting(user) as by, pytest.raises(NotPermitted, match="Your role does not do this"):
            break_glass(person=person, reason=DANGER, by=by, at=now())
    for unknown in (person, new_id()):
        with acting(cast.core_officer) as by, pytest.raises(NotPermitted, match="nothing here"):
            break_glass(person=unknown, reason=DANGER, by=by, at=now())
    with acting(cast.colleague) as by, pytest.raises(NotPermitted, match="nothing here"):
        break_glass(person=new_id(), reason=DANGER, by=by, at=now())

    for user in (cast.core_officer, cast.colleague):
        with acting(user):
            assert Grant.objects.filter(basis=Basis.BREAK_GLASS).count() == 0


def test_a_leaver_has_nothing_open_any_more(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting)
    opens(cast, acting, person, cast.colleague)
    cast.colleague.postings.update(role="patrol_officer", unit=cast.patrol)

    assert reads(acting, cast.colleague, person) == NOTHING


def test_even_a_grant_of_every_category_on_this_basis_opens_no_note_to_an_officer(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting)
    with acting(cast.colleague) as by:
        grant(
            party=by.user, subject=person, categories=Category, basis=Basis.BREAK_GLASS, founded_on=new_id(),
            starts_at=now(),
        )  # fmt: skip

    assert reads(acting, cast.colleague, person) == AN_OFFICER


def test_each_use_is_written_down_without_its_words(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting)
    use = opens(cast, acting, person, cast.colleague)
    with acting(cast.colleague) as by:
        close_glass(use=use.pk, by=by, at=now())
    judged(cast, acting, use)

    with acting(cast.privacy):
        found = entries(LogSieve(what="casework.glass")).order_by("id")
        assert [(row.verb, row.subject, row.about, row.fields) for row in found] == [
            ("casework.glass_broken", use.pk, person, ["reason"]),
            ("casework.glass_closed", use.pk, person, ["ended_at"]),
            ("casework.glass_reviewed", use.pk, person, ["follow_up", "verdict", "words"]),
        ]


def test_the_care_team_the_supervisor_the_opener_and_the_privacy_officer_know_of_it_and_nobody_else(
    cast: Cast, acting: Acting
) -> None:
    person = a_full_file(cast, acting)
    use = opens(cast, acting, person, cast.colleague)
    judged(cast, acting, use)

    def knows(user: User) -> tuple[int, int]:
        with acting(user):
            return BreakGlass.objects.count(), GlassReview.objects.count()

    assert {user.username: knows(user) for user in cast.everyone if user != cast.stranger} == {
        user.username: (1, 1) if user in told_or_asked(cast) else (0, 0)
        for user in cast.everyone
        if user != cast.stranger
    }


def told_or_asked(cast: Cast) -> tuple[User, ...]:
    return cast.colleague, cast.navigator, cast.officer, cast.supervisor, cast.privacy


def test_the_wall_lets_only_the_opener_write_a_use_and_only_the_privacy_officer_a_verdict(
    cast: Cast, acting: Acting
) -> None:
    person = a_full_file(cast, acting)
    use = opens(cast, acting, person, cast.colleague)

    for user in (cast.navigator, cast.officer, cast.supervisor, cast.privacy):
        with acting(user):
            assert BreakGlass.objects.filter(pk=use.pk).update(role=Role.NAVIGATOR) == 0, user.username
    for user in (cast.colleague, cast.navigator, cast.officer, cast.supervisor):
        with acting(user), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            a_verdict(use, user)
    with acting(cast.colleague), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        BreakGlass.objects.create(
            person_id=person, unit=cast.help, opened_by=cast.officer, role="help_officer", reason="His",
            opened_at=now(), until_at=now() + timedelta(hours=4),
        )  # fmt: skip


def test_nobody_judges_what_they_opened_themselves(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting)
    use = opens(cast, acting, person, cast.colleague)
    cast.colleague.postings.update(role="privacy_officer", unit=cast.patrol)

    own = pytest.raises(IntegrityError, match="glassreview_not_of_ones_own")
    with acting(cast.colleague) as by, own, transaction.atomic():
        review_glass(use=use.pk, verdict=Verdict.JUSTIFIED, words=WHY, by=by, at=now())


def test_a_verdict_needs_words_and_what_follows_where_it_was_not_justified(cast: Cast, acting: Acting) -> None:
    use = opens(cast, acting, a_full_file(cast, acting), cast.colleague)

    with acting(cast.privacy) as by:
        with pytest.raises(Refused, match="few words why"), transaction.atomic():
            review_glass(use=use.pk, verdict=Verdict.JUSTIFIED, words="Fine.", by=by, at=now())
        with pytest.raises(Refused, match="what follows from it"), transaction.atomic():
            review_glass(use=use.pk, verdict=Verdict.NOT_JUSTIFIED, words=WHY, follow_up=" ", by=by, at=now())
        review_glass(use=use.pk, verdict=Verdict.JUSTIFIED, words=WHY, by=by, at=now())
        with pytest.raises(Refused, match="Omar Said has judged this one meanwhile"), transaction.atomic():
            review_glass(use=use.pk, verdict=Verdict.JUSTIFIED, words=WHY, by=by, at=now())


def test_no_other_role_judges(cast: Cast, acting: Acting) -> None:
    use = opens(cast, acting, a_full_file(cast, acting), cast.colleague)

    for user in (cast.supervisor, cast.lead, cast.colleague, cast.navigator, cast.administrator):
        with acting(user) as by:
            with pytest.raises(NotPermitted):
                review_glass(use=use.pk, verdict=Verdict.JUSTIFIED, words=WHY, by=by, at=now())
            with pytest.raises(NotPermitted):
                glass_waiting(Viewer(by))
            with pytest.raises(NotPermitted):
                glass_counts(Viewer(by), since=five_hours_ago())


def test_the_figures_count_by_role_and_unit_with_the_median_until_judged(cast: Cast, acting: Acting) -> None:
    people = [a_full_file(cast, acting, name) for name in ("Josephine M.", "Walter B.", "Ada C.", "Noel D.")]
    at = now() - timedelta(hours=30)
    uses = [opens(cast, acting, person, cast.colleague, at) for person in people[:3]]
    opens(cast, acting, people[3], cast.other_navigator, at)
    judged(cast, acting, uses[0], after=1)
    judged(cast, acting, uses[1], Verdict.NOT_JUSTIFIED, after=3)
    judged(cast, acting, uses[2], after=9)

    with acting(cast.privacy) as by:
        figures = [
            (each.label, each.uses, each.waiting, each.not_justified, each.hours_to_review)
            for each in glass_counts(Viewer(by), since=at - timedelta(hours=1))
        ]
        none = glass_counts(Viewer(by), since=now())

    assert figures == [
        ("All", 4, 1, 1, 3.0),
        ("HELP officer", 3, 0, 1, 3.0),
        ("Navigator", 1, 1, 0, None),
        ("HELP", 4, 1, 1, 3.0),
    ]
    assert [(each.label, each.uses, each.hours_to_review) for each in none] == [("All", 0, None)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_cost_the_same_however_long(cast: Cast, acting: Acting, count: int) -> None:
    for number in range(count):
        use = opens(cast, acting, a_full_file(cast, acting, f"Person {number}"), cast.colleague)
        opens(cast, acting, use.person_id, cast.core_officer)
        judged(cast, acting, use)

    with acting(cast.privacy) as by, CaptureQueriesContext(connection) as asked:
        found = glass_waiting(Viewer(by)), glass_judged(Viewer(by)).rows
        glass_counts(Viewer(by), since=five_hours_ago())
    with acting(cast.navigator) as by, CaptureQueriesContext(connection) as told:
        rows = glass_told_to(Viewer(by), at=now())

    assert (len(found[0]), len(found[1]), len(rows)) == (count, count, 2 * count)
    assert (len(asked), len(told)) == (3, 1)


def test_the_opener_is_told_the_verdict_and_the_team_that_it_was_opened(cast: Cast, acting: Acting) -> None:
    use = opens(cast, acting, a_full_file(cast, acting), cast.colleague)

    def told(user: User) -> list[BreakGlass]:
        with acting(user) as by:
            return glass_told_to(Viewer(by), at=now())

    assert (told(cast.colleague), told(cast.navigator), told(cast.supervisor)) == ([], [use], [use])
    judged(cast, acting, use)
    assert (told(cast.colleague), told(cast.navigator)) == ([use], [use])


def test_what_is_shown_of_a_use_is_noted_for_the_read_log(cast: Cast, acting: Acting) -> None:
    use = opens(cast, acting, a_full_file(cast, acting), cast.colleague)

    with acting(cast.supervisor) as by:
        viewer = Viewer(by)
        assert glass_for(viewer, use.pk) == use
        assert glass_open_on(viewer, use.person_id, at=now()) == [use]

    assert viewer.shown == {("support", use.person_id): {"emergency"}}


def judged(
    cast: Cast, acting: Acting, use: BreakGlass, verdict: Verdict = Verdict.JUSTIFIED, *, after: int = 0
) -> None:
    at = use.opened_at + timedelta(hours=after) if after else now()
    with acting(cast.privacy) as by:
        review_glass(use=use.pk, verdict=verdict, words=WHY, follow_up="Spoken to", by=by, at=at)


def a_verdict(use: BreakGlass, by: User) -> None:
    GlassReview.objects.create(
        use=use, person_id=use.person_id, unit_id=use.unit_id, opened_by_id=use.opened_by_id, verdict="justified",
        words=WHY, reviewed_at=now(), reviewed_by=by,
    )  # fmt: skip
