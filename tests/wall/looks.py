"""What each response shows of whom, beside what the read log says that it showed: the same, both ways.

What is shown is told by words that are nowhere else: the marks in each field of two people, and those in an invitation.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.http import HttpResponseBase
from django.test import Client
from django.utils.timezone import localdate

from offramp.access.enums import Category, EngagementCategory, OversightCategory, Role
from offramp.accounts.models import User
from offramp.audit.models import Look, LookSubject
from offramp.casework.actions import break_glass
from offramp.consent.actions import DemandTerms, record_demand
from offramp.consent.enums import DemandKind
from offramp.engagement.enums import Place, Verdict
from offramp.kernel.clock import now
from offramp.people.actions import look_up_safety
from offramp.people.models import Person
from tests.cast import Cast
from tests.conftest import acting_as
from tests.engagement.member_scene import member, placed
from tests.engagement.scene import decided, received, wrote
from tests.wall.asking import Way, address, audience_says, ids, is_offered, ways, words_in
from tests.wall.marks import Mark
from tests.wall.matrix import BACKEND
from tests.wall.person import Whole, a_whole_person, asked_for
from tests.wall.relations import Reader, Relation

Ids = dict[str, object]


@dataclass(frozen=True, slots=True)
class Sign:
    """A word, what it tells, and the subjects one of which the log must name for it."""

    word: str
    category: str
    subjects: frozenset[UUID]
    place: str


@dataclass(frozen=True, slots=True)
class Scene:
    """The signs to look for, and the ids that addresses name.

    handles: what else tells of a subject: its id, its file's number, a name. worded: those of whom each category has
    words of its own.
    """

    signs: list[Sign]
    handles: Mapping[UUID, set[str]]
    worded: frozenset[UUID]
    known: list[Ids]


@dataclass(slots=True)
class Compared:
    """What came of comparing: pages, readers, subjects, and what did not fit."""

    pages: int = 0
    readers: set[str] = field(default_factory=set)
    subjects: int = 0
    unlogged: list[str] = field(default_factory=list)
    """Shown, and not in the log."""
    unshown: list[str] = field(default_factory=list)
    """In the log, and not shown."""


def a_scene(cast: Cast) -> Scene:
    """Write two people as their care team does, what others hold of the first, and an invitation to PACE."""
    both = [a_whole_person(cast, whose) for whose in ("Josephine", "Malcolm")]
    signs = [sign for whole in both for sign in _signs_of(whole)]
    known = [ids(Reader(Role.NAVIGATOR, Relation.APART), cast, whole) for whole in both]
    referrals = [{**known[0], "referral_id": both[0].referrals[which].pk} for which in ("health", "back")]
    intakes = [{**known[0], "intake_id": both[0].referred.pk}]
    handles: dict[UUID, set[str]] = defaultdict(set)
    with acting_as(cast.navigator):
        for whole in both:
            handles[whole.person].add(Person.objects.get(pk=whole.person).file_number)
    held, more = _held_by_others(cast, both[0])
    invited, event, names = an_invitation(cast)
    everything = [*signs, *held, *invited]
    for subject, name in names.items():
        handles[subject].add(name)
    handles[both[0].person].add(str(more["use_id"]))
    for sign in everything:
        for subject in sign.subjects:
            handles[subject].add(str(subject))
    worded = frozenset(key for whole in both for key in (whole.person, *(each.pk for each in whole.referrals.values())))
    return Scene(everything, handles, worded, [{**known[0], **more, **event}, known[1], *referrals, *intakes])


def _signs_of(whole: Whole) -> Iterator[Sign]:
    for mark in whole.marks.made.values():
        yield Sign(mark.word, mark.category, frozenset(_subjects(mark, whole)), mark.place)
    asked = asked_for(whole.marks.whose)
    yield Sign(asked, OversightCategory.REQUESTED, frozenset({whole.person}), "casework_accessrequest.reason")


def _subjects(mark: Mark, whole: Whole) -> Iterator[UUID]:
    """Return what a word may be logged under: the person; or the intake or the referral it stands in."""
    table, rest = mark.place.split(".", 1)
    yield whole.person  # of an intake too: what was done about it stands with whom it is about
    if table.startswith("triage_"):
        yield (whole.referred if mark.place in OF_THE_REFERRED else whole.intake).pk
    if table.startswith("referrals_"):
        yield whole.referrals[rest.split()[1]].pk
    if table in ("directory_service", "accounts_user"):
        yield whole.referrals["health"].pk


OF_THE_REFERRED: Final = {"triage_intake.caller", "triage_intakeclosing.note"}
DANGER, SENDER = "zhnmbrtwkvls", "vrtkdmwhzpls"
EVENT, ORGANISER, TOLD = "kwmzrtpldvhs", "dhrzmwtklpvs", "lzrwmtkdphvs"


def _held_by_others(cast: Cast, whole: Whole) -> tuple[list[Sign], Ids]:
    """Open their file because of danger to life, write a legal demand down, and look up how to approach them."""
    with acting_as(cast.colleague) as by:
        use = break_glass(person=whole.person, reason=f"Said goodbye on the phone, {DANGER}", by=by, at=now())
    terms = DemandTerms(
        kind=DemandKind.SUBPOENA,
        sender=SENDER,
        person=None,
        received_on=localdate() - timedelta(days=1),
        due_on=localdate() + timedelta(days=2),
        decider="Counsel R. Amari",
    )
    with acting_as(cast.privacy) as by:
        demand = record_demand(terms=terms, by=by, at=now())
    name = next(mark.word for mark in whole.marks.made.values() if mark.place.startswith("people_name.text of kind le"))
    with acting_as(cast.constable) as by:
        lookup = look_up_safety(incident="26-104233", name=name, by=by, at=now())
    signs = [
        Sign(DANGER, OversightCategory.EMERGENCY, frozenset({whole.person}), "casework_breakglass.reason"),
        Sign(SENDER, Category.CONSENT, frozenset({demand.pk}), "consent_demand.sender"),
    ]
    return signs, {"use_id": use.pk, "demand_id": demand.pk, "lookup_id": lookup.pk}


def an_invitation(cast: Cast) -> tuple[list[Sign], Ids, dict[UUID, str]]:
    """Have a community invite PACE, write to it, and be told yes; a member is coming."""
    event = received(5, name=ORGANISER, title=EVENT)
    wrote(event, TOLD)
    decided(event, Verdict.ACCEPT, cast.coordinator)
    one = member(cast)
    place = placed(cast, one, event, Place.CONFIRMED)
    subjects = frozenset({event.pk})
    signs = [
        Sign(ORGANISER, EngagementCategory.ORGANISER, subjects, "engagement_inviter.name"),
        Sign(TOLD, EngagementCategory.ORGANISER, subjects, "engagement_message.text"),
    ]
    known: Ids = {
        **dict.fromkeys(["invitation_id", "visit_id", "event_id"], event.pk),
        "member_id": one.pk,
        "place_id": place.pk,
    }
    handles = {event.pk: EVENT, one.pk: cast.pace_member.name, place.pk: cast.pace_member.name}
    return signs, known, handles


def readers(cast: Cast, *, few: bool) -> list[User]:
    """Return who walks: everybody who has an office, or one for each kind of subject."""
    some = [cast.navigator, cast.worker, cast.constable, cast.privacy, cast.coordinator]
    return some if few else [user for user in cast.everyone if user != cast.stranger]


def compare(cast: Cast, scene: Scene, *, few: bool) -> Compared:
    """Open every page of each reader, and compare what it shows with what the log says."""
    compared = Compared()
    for user in readers(cast, few=few):
        reader = Reader(Role(user.postings.get().role), Relation.APART, user, user.postings.get().pk)
        client = Client()
        client.force_login(user, backend=BACKEND)
        pages = list(_opened(client, reader, scene, few=few))
        logged = _logged(cast, [request for _way, request, _text in pages])
        for way, request, text in pages:
            compared.pages += 1
            compared.readers.add(reader.role)
            _compare(compared, f"{way.name} as {user.username}", way, text, logged.get(request, {}), scene)
    return compared


def _opened(client: Client, reader: Reader, scene: Scene, *, few: bool) -> Iterator[tuple[Way, UUID, str]]:
    for way in ways():
        if audience_says(way, reader) or (few and (":" not in way.name or way.name.split(":")[0] in NOBODY)):
            continue
        if way.name == "account_logout":
            continue
        known = scene.known if {*way.blanks} & scene.known[0].keys() else scene.known[:1]
        for each in known[:1] if few else known:
            response = client.get(address(way, reader, Relation.APART, {**scene.known[0], **each}))
            yield way, _request(response), words_in(response)


def _request(response: HttpResponseBase) -> UUID:
    return UUID(str(vars(response)["wsgi_request"].actor.request))


def _logged(cast: Cast, requests: Iterable[UUID]) -> dict[UUID, dict[UUID, set[str]]]:
    """Return what the read log says that each request showed."""
    found: dict[UUID, dict[UUID, set[str]]] = defaultdict(lambda: defaultdict(set))
    with acting_as(cast.privacy):
        looks = dict(Look.objects.filter(request__in=list(requests)).values_list("pk", "request"))
        for row in LookSubject.objects.filter(look__in=list(looks)):
            request = looks[row.look]
            assert request is not None
            found[request][row.subject].update(row.categories)
    return found


def _compare(
    compared: Compared, where: str, way: Way, text: str, logged: Mapping[UUID, set[str]], scene: Scene
) -> None:
    lower = text.lower()
    seen = [sign for sign in scene.signs if sign.word in lower]
    compared.subjects += len(logged)
    for sign in seen:
        if not is_offered(sign.place, way) and not any(
            sign.category in logged.get(subject, ()) for subject in sign.subjects
        ):
            compared.unlogged.append(f"{where} shows {sign.place} ({sign.category})")
    for subject, categories in logged.items():
        told = {sign.category for sign in seen if subject in sign.subjects}
        handles = scene.handles.get(subject, {str(subject)})
        if not told and not any(handle in text for handle in handles) and way.name not in NAMELESS:
            compared.unshown.append(f"{where} is logged as showing {subject} ({', '.join(sorted(categories))})")
        elif subject in scene.worded:
            compared.unshown += [
                f"{where} is logged as showing {category}, and no word of it is there"
                for category in sorted(categories - told)
                if not {(way.name, category), (way.name.split(":")[0], category)} & WORDLESS.keys()
            ]


# Rooms without subjects: the tests leave them out.
NOBODY: Final = frozenset({"access", "directory", "reporting", "ui"})
# Pages that show something of somebody and name nobody.
NAMELESS: Final[Mapping[str, str]] = {
    "referrals:call-back": "asks once more whether to call back what was sent, and names the agency alone",
}
# What a page, or the pages of a room, show of a category in no words of the scene.
WORDLESS: Final[Mapping[tuple[str, str], str]] = {
    ("triage", Category.CONTACT_LOG): "whom an intake is about, by name",
    ("casework", Category.PLAN): "that there is a case, its phase, who sits on the care team, what is due by what day",
    ("desk:record", Category.PLAN): "that there is a case, its phase, who sits on the care team",
    ("desk:record", Category.REFERRAL): "what an agency answered, and when",
    ("desk:record", OversightCategory.EMERGENCY): "who has more of the file open now",
    **dict.fromkeys(
        [("desk:home", Category.PLAN), ("desk:home", Category.REFERRAL)],
        "what an agency answered, and which has not said that it knows of a withdrawal",
    ),
    **dict.fromkeys(
        [("consent:of-person", Category.PLAN), ("consent:of-person", Category.REFERRAL)],
        "which agency has not said that it knows of a withdrawal",
    ),
    **dict.fromkeys(
        [("desk:who-sees", Category.CONSENT), ("desk:who-sees-me", Category.CONSENT)], "who may see what, and why"
    ),
    **dict.fromkeys(
        [("referrals:choose", Category.CONSENT), ("referrals:send", Category.CONSENT)], "until when a consent runs"
    ),
    ("referrals", Category.PLAN): "where a referral stands",
    ("desk:home", OversightCategory.EMERGENCY): "by whom a file was opened",
    ("desk:home", OversightCategory.REQUESTED): "that one's request to see more was answered",
    ("casework:close-glass", OversightCategory.EMERGENCY): "that a file is open because of danger to life",
}
