"""A prevention officer is told the names of PACE's themes and numbers, none of them small, and nothing else."""

import pytest
from django.db import connection

from offramp.engagement.actions.concerns import link_to_theme
from offramp.engagement.models import Concern, Invitation, Theme
from offramp.engagement.queries import theme_counted, themes_counted
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from tests.cast import Cast
from tests.conftest import Acting, SignedIn, acting_as
from tests.engagement.visits_scene import accepted, fresh, heard
from tests.ui.reading import flat

FEW, MANY = "Needles by the slide", "Break-ins in the lane"
SAID = "Our sons are stopped by the mosque"


@pytest.fixture
def themes(cast: Cast) -> None:
    """Two concerns about one theme; six, from six events downtown, about another."""
    for number, name in enumerate([FEW, FEW, *[MANY] * 6]):
        row = accepted(cast, -2 - number, place="Hall, Wîhkwêntôwin", organisation_name=f"Circle {number}")
        concern = heard(cast, f"{SAID} {number}", row)
        version = fresh(cast, concern.pk).version
        with acting_as(cast.coordinator) as by:
            link_to_theme(concern=concern.pk, name=name, version=version, by=by, at=now())


@pytest.mark.usefixtures("themes")
def test_small_numbers_are_left_out_and_a_branch_is_named_only_where_many_were_heard(
    cast: Cast, acting: Acting
) -> None:
    with acting(cast.prevention_officer) as by:
        told = {each.name: (each.concerns, each.events, each.branch) for each in themes_counted(Viewer(by))}
        some = themes_counted(Viewer(by))[0]
        assert theme_counted(Viewer(by), some.theme) == some
        assert theme_counted(Viewer(by), new_id()) is None

    assert told == {MANY: (6, 6, cast.downtown.pk), FEW: (None, None, None)}
    assert some.in_words == "Concerns: 6. Events: 6."


@pytest.mark.usefixtures("themes")
def test_who_reads_the_numbers_reads_no_concern_no_theme_and_no_event(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer):
        seen = [table._base_manager.count() for table in (Theme, Concern, Invitation)]

    assert seen == [0, 0, 0]


@pytest.mark.usefixtures("themes")
def test_the_database_tells_the_numbers_to_no_other_role(cast: Cast, acting: Acting) -> None:
    told = {}
    for user in cast.everyone:
        if user not in (cast.prevention_officer, cast.stranger):
            with acting(user) as by:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT count(*) FROM engagement_themes()")
                    told[user.username] = cursor.fetchone()[0]
                with pytest.raises(NotPermitted):
                    themes_counted(Viewer(by))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM engagement_themes()")
        told["nobody"] = cursor.fetchone()[0]

    assert {name: n for name, n in told.items() if n} == {}


@pytest.mark.usefixtures("themes")
def test_the_page_tells_numbers_and_nothing_that_was_said(cast: Cast, signed_in: SignedIn) -> None:
    page = flat(signed_in(cast.prevention_officer).get("/pace-themes/"))

    assert (MANY in page, FEW in page, "fewer than 5" in page, "Downtown" in page) == (True, True, True, True)
    assert (SAID in page, "Circle" in page, "Hall" in page) == (False, False, False)
    assert signed_in(cast.coordinator).get("/pace-themes/").status_code == 403
