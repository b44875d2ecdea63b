"""Each route as it is asked for by a reader in a relation to a person, and the answer that follows from the rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from offramp.access.enums import Basis, Category, Operation, OversightCategory, Role
from offramp.access.wall.tables import wall_of
from offramp.access.who_sees_what import WRITES
from offramp.casework.models import BreakGlass
from offramp.config.matrix import ROUTES
from offramp.kernel.ids import new_id
from tests.cast import Cast
from tests.journeys.fillings import LITERALS
from tests.wall import in_sql
from tests.wall.marks import Mark
from tests.wall.person import Whole
from tests.wall.relations import Nobody, Reader, Relation

C, READ, WRITE = Category, Operation.READ, Operation.WRITE


class Answer(StrEnum):
    OPEN = "open"
    SIGN_IN = "sign in"
    REFUSED = "refused"
    MISSING = "missing"
    UNSENT = "takes no such request"


@dataclass(frozen=True, slots=True)
class Way:
    """A route and the names of the blanks in its address."""

    name: str
    blanks: tuple[str, ...]

    @property
    def names_somebody(self) -> bool:
        """Say whether its address names a row by an id."""
        return any(blank.endswith("_id") for blank in self.blanks)


def ways() -> list[Way]:
    """Return every route of the product, from the URLconf itself."""
    return sorted(_ways(get_resolver(), ""), key=lambda way: way.name)


def _ways(resolver: URLResolver, namespace: str) -> "list[Way]":
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found += _ways(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern):
            found.append(Way(f"{namespace}{pattern.name}", tuple(pattern.pattern.regex.groupindex)))
    return found


# What must be open to a reader for a route about a person to be there: by its room, and where a route asks for else.
ROOMS: Final[Mapping[str, tuple[Operation, Category]]] = {
    "consent": (READ, C.CONSENT),
    "referrals": (READ, C.PLAN),
    "casework": (WRITE, C.PLAN),
    "activities": (READ, C.CONTACT_LOG),
    "triage": (READ, C.CONTACT_LOG),
}
NEEDS: Final[Mapping[str, tuple[Operation, Category]]] = {
    "desk:record": (READ, C.IDENTITY),
    "desk:who-sees-me": (READ, C.CONSENT),
    "people:particulars": (WRITE, C.IDENTITY),
    "people:names": (WRITE, C.IDENTITY),
    "people:contacts": (WRITE, C.IDENTITY),
    "people:status": (WRITE, C.IDENTITY),
    "people:whereabouts": (WRITE, C.WHEREABOUTS),
    "people:restriction": (READ, C.IDENTITY),
    "people:own-words": (WRITE, C.PROFILE),
    "people:give-notice": (WRITE, C.IDENTITY),
    "people:safety": (WRITE, C.SAFETY),
    "people:review-safety": (WRITE, C.SAFETY),
    "consent:withdraw": (READ, C.CONSENT),
    # Whoever may act on the unit's people asks for danger to life; the page says at once what else to do.
    "casework:break-glass": (READ, C.IDENTITY),
    # Whoever knows the unit's people asks to see more; the page says at once where there is nothing to ask for.
    "casework:ask-access": (READ, C.IDENTITY),
    "casework:access-request": (READ, C.PLAN),
    "casework:team": (READ, C.PLAN),
    "casework:goals": (READ, C.PLAN),
    "casework:around": (READ, C.PLAN),
    "casework:tell-supporter": (READ, C.CONSENT),
    "casework:notes": (READ, C.SUPPORT_NOTES),
    "casework:write-note": (WRITE, C.SUPPORT_NOTES),
    "referrals:choose": (WRITE, C.REFERRAL),
    "referrals:send": (WRITE, C.REFERRAL),
}
# Another category that opens a route as well, and the basis without which none does.
OR_BY: Final[Mapping[str, Category]] = {"casework:notes": C.HEALTH}
ON_ONE_BASIS: Final[Mapping[str, Basis]] = {"desk:who-sees-me": Basis.CARE_TEAM}
# Who may open a route without the category it needs, and why.
BESIDES: Final[Mapping[tuple[str, Role], str]] = {
    **dict.fromkeys(
        [(f"casework:{name}", Role.HELP_SUPERVISOR) for name in ("team", "add-seat", "end-seat", "join")],
        "the supervisor sees who sits on the unit's care teams and changes that, without the plan",
    ),
    (
        "casework:access-request",
        Role.HELP_SUPERVISOR,
    ): "the supervisor answers where no navigator sits",
    **dict.fromkeys(
        [("consent:disclosures", Role.HELP_SUPERVISOR), ("consent:disclose", Role.HELP_SUPERVISOR)],
        "the supervisor writes down what was told by statute or on an order, and reads their own lines",
    ),
}
# Routes that are the same for whoever may come, whatever the id, and so tell nothing of it.
THE_SAME_FOR_ALL: Final[Mapping[str, str]] = {
    "casework:end-access": "of a request that was refused there is nothing to end",
    "referrals:acknowledge": "leads back to the inbox, whether or not there is such a notice",
}
# Blanks that name a row about a young person's measure: whoever asks about somebody in care has no relation to it.
OF_A_MEASURE: Final = frozenset(
    {"measure_id", "course_id", "meeting_id", "item_id", "participant_id", "victim_id", "school_note_id"}
)
# Words that stand in blanks which name no row.
WORDS: Final[Mapping[str, str]] = {**LITERALS, "provider_id": "service", "key": "totp", "pk": "1", "number": "0"}


def ids(reader: Reader, cast: Cast, whole: Whole) -> dict[str, object]:
    """Return what fills a blank that names a row: those of the person, as the reader would come by them."""
    referral = whole.referrals["back" if reader.relation is Relation.CALLED_BACK else "open"]
    return {
        "person_id": whole.person,
        "intake_id": whole.intake.pk,
        "other_id": whole.intake.pk,
        "referral_id": referral.pk,
        "consent_id": whole.consent.pk,
        "agency_id": cast.shelter.pk,
        "service_id": cast.beds.pk,
        "activity_id": whole.activity.pk,
        "case_id": whole.case.pk,
        "goal_id": whole.goal.pk,
        "step_id": whole.step.pk,
        "supporter_id": whole.supporter.pk,
        "somebody_id": whole.supporter.pk,
        "pursuit_id": whole.pursuit.pk,
        "seat_id": whole.seat.pk,
        "request_id": whole.asked.pk,
        "transition_id": whole.transition.pk,
        "follow_up_id": whole.follow_up.pk,
        "user_id": cast.colleague.pk,
        "leaver_id": cast.navigator.pk,
        "posting_id": cast.colleague.postings.get().pk,
        **(whole.measure.ids() if whole.measure else {}),
        **(whole.beside.ids(reader, whole) if whole.beside else {}),
    }


def address(way: Way, reader: Reader, relation: Relation, known: Mapping[str, object]) -> str:
    """Return the address of a route for a reader; ids of nothing where they ask for that, or where it names no person.

    Raises NoReverseMatch where a blank takes no such word.
    """
    values: dict[str, object] = {}
    for blank in way.blanks:
        if blank.endswith("secret"):
            values[blank] = reader.secret or "x" * 32
        elif blank in WORDS:
            values[blank] = WORDS[blank]
        else:
            values[blank] = new_id() if relation is Relation.GONE else known.get(blank) or new_id()
    found = reverse(way.name, kwargs=values)
    if relation is Relation.MALFORMED:
        for blank in way.blanks:
            if blank.endswith("_id"):
                found = found.replace(str(values[blank]), "0000-not-an-id")
    return found


def audience_says(way: Way, reader: Reader) -> Answer | None:
    """Return the answer that follows from the access matrix alone, or None where it lets the reader come."""
    audience = ROUTES[way.name]
    if audience.public:
        return None
    if reader.user is None:
        return Answer.SIGN_IN
    if reader.actor is Nobody.WITHOUT_OFFICE:
        return None if audience.signed_in else Answer.REFUSED
    return None if audience.admits(reader.role) else Answer.REFUSED


# Blanks that name a row of which the scene has none: what their pages show is for the tests of their rooms.
NOT_IN_THE_SCENE: Final[Mapping[str, str]] = {
    "navigator_id": "of whom a lead covers: asked for by an id of nothing, and by the tests of its room",
    "agreement_id": "tells of nobody: asked for by an id of nothing, and by the tests of its room",
    "lookup_id": "a look-up is its asker's own, and made by asking",
}


def answers(way: Way, reader: Reader, relation: Relation, method: str = "GET") -> frozenset[Answer]:
    """Return the answers that follow from the access matrix and `who_sees_what`.

    A form sent empty by who may come is open, or refused by the action; to whom the row is closed it is never open.
    A route that takes no such request says so to everybody who may come, whatever the id.
    """
    found = _answers(way, reader, relation)
    if audience_says(way, reader) or (relation is Relation.MALFORMED and way.names_somebody):
        return found
    return found | {Answer.UNSENT} | ({Answer.REFUSED} if method == "POST" and Answer.OPEN in found else set())


def _answers(way: Way, reader: Reader, relation: Relation) -> frozenset[Answer]:
    if relation is Relation.MALFORMED and way.names_somebody:
        return frozenset({Answer.MISSING})
    first = audience_says(way, reader)
    if first:
        return frozenset({first})
    closed = frozenset({Answer.MISSING, Answer.REFUSED})
    if way.name in THE_SAME_FOR_ALL:
        return frozenset(Answer)
    if reader.is_closed and {"intake_id", "person_id"} <= {*way.blanks}:
        return closed  # of an intake that is open, to a file that isn't there
    if (relation is Relation.GONE and way.names_somebody) or NOT_IN_THE_SCENE.keys() & {*way.blanks}:
        return closed
    if OF_A_MEASURE & {*way.blanks}:
        return closed
    if way.name.endswith("glass") and "use_id" in way.blanks:
        return frozenset({Answer.OPEN}) if _may_know_of_use(way, reader) else closed
    if "notice_id" in way.blanks:  # each officer knows of their own
        return frozenset({Answer.OPEN}) if reader.relation is Relation.WITHDRAWN else closed
    if "demand_id" in way.blanks:  # the privacy officer's own register, of their own office
        return frozenset({Answer.OPEN})
    needs = NEEDS.get(way.name) or ROOMS.get(way.name.split(":")[0])
    if not way.names_somebody or needs is None:
        return frozenset(Answer)
    if way.name in ON_ONE_BASIS and ON_ONE_BASIS[way.name] not in reader.granted:
        return closed
    if way.name in OR_BY and opens(reader, READ, OR_BY[way.name]):
        return frozenset({Answer.OPEN})
    operation, category = needs
    besides = reader.is_of_unit and not reader.is_closed and (way.name, reader.role) in BESIDES
    if besides or opens(reader, operation, category):
        return frozenset({Answer.OPEN})
    # Who reads and may not write may be shown the form; the action refuses what is sent.
    return frozenset({*closed, Answer.OPEN}) if opens(reader, READ, category) else closed


def _may_know_of_use(way: Way, reader: Reader) -> bool:
    """Say whether a reader is shown that a file was opened in danger to life; whoever opened it ends it."""
    is_own = reader.relation is Relation.BROKE_GLASS
    if way.name == "casework:close-glass":
        return is_own
    category = OversightCategory.EMERGENCY
    return is_own or in_sql.opens(reader, READ, wall_of(BreakGlass), "casework_breakglass", category)


def opens(reader: Reader, operation: Operation, category: Category) -> bool:
    """Say whether a category of the person is open to a reader, by the rules alone.

    Of a file that is closed to them an intake's text stays open, which names nobody: nothing is written to the file.
    """
    if operation is READ:
        on_duty = category is C.CONTACT_LOG and reader.is_of_unit and category in reader.reads_on(Basis.TRIAGE)
        own = reader.relation is Relation.ASKED and category is C.CONTACT_LOG
        sent = bool(reader.sent) and category in (C.PLAN, C.IDENTITY, C.REFERRAL)
        return category in reader.on_file or on_duty or own or sent
    if reader.is_closed:
        return False
    table = WRITES[Role(reader.role)]
    bases = {*reader.granted, *([Basis.UNIT] if reader.is_of_unit else [])}
    return any(category in table.get(basis, ()) for basis in bases)


def told(response: HttpResponseBase) -> Answer:
    """Return what a response says: there is something, nothing, not for you, or sign in first."""
    if response.status_code in (404, 405):  # a route for reading alone is not there for sending
        return Answer.MISSING if response.status_code == 404 else Answer.UNSENT
    if response.status_code == 403:
        return Answer.REFUSED
    if response.status_code == 302 and "/sign-in/" in response.headers.get("Location", ""):
        return Answer.SIGN_IN
    return Answer.OPEN


def ask(client: Client, method: str, url: str) -> HttpResponseBase:
    """Ask, and take back whatever it changed."""
    with transaction.atomic():
        response: HttpResponseBase = client.generic(method, url)
        transaction.set_rollback(True)
    return response


def words_in(response: HttpResponseBase) -> str:
    """Return all that a response tells: its body, and its headers."""
    body = response.content if isinstance(response, HttpResponse) else b"".join(iter(response))
    return body.decode(errors="replace") + "\n".join(f"{name}: {value}" for name, value in response.headers.items())


# Where the name of a program stands that anybody is offered, whether or not somebody was referred there.
OFFERS: Final = frozenset(
    {"directory:find", "directory:agency", "referrals:choose", "referrals:send", "casework:hand-over"}
)


# Where names of staff stand that would tell beside a person to which agency somebody was sent, and why they may there.
LISTS_OF_STAFF: Final[Mapping[str, str]] = {
    "desk:accounts": "who has an account, beside nobody who is in care",
    **dict.fromkeys(
        ["desk:changes", "desk:looks", "desk:sample", "desk:who-sees"], "the logs, for the privacy officer alone"
    ),
}


def is_offered(place: str, way: Way) -> bool:
    """Say whether a word that would tell of health beside a person stands on a page for everybody's use."""
    if place == "accounts_user.name":
        return way.name in LISTS_OF_STAFF
    return place == "directory_service.name" and way.name in OFFERS


def leaks(way: Way, reader: Reader, whole: Whole, text: str) -> list[Mark]:
    """Return the words that stand in a response and may not reach its reader: of a young person's measure, any."""
    of_a_measure = whole.measure.marks.found_in(text) if whole.measure else []
    return of_a_measure + [
        mark for mark in whole.marks.found_in(text) if not reader.may_see(mark) and not is_offered(mark.place, way)
    ]
