"""What `engagement.actions` writes of invitations, and what the job writes once its letter has gone out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from offramp.access.enums import Basis, LinkRole, Stream
from offramp.access.models import Link
from offramp.access.queries import digest_of, secret_of
from offramp.areas.rules import named_in
from offramp.config.city.city import City
from offramp.config.city.lives.pace.story import COORDINATOR, Story, Turn
from offramp.engagement.actions.inviting import OPENED
from offramp.engagement.enums import LEADS_TO, Door, Side, State, Verdict
from offramp.engagement.letters import letter
from offramp.engagement.models import Decision, Invitation, Inviter, Message, Need, Organisation
from offramp.engagement.queries import promise_for
from offramp.engagement.rules.inviting import number_of
from offramp.engagement.rules.places import needed
from offramp.kernel.identity import Actor, ActorKind

MAILED_AFTER = timedelta(seconds=20)


@dataclass(slots=True)
class Written:
    """An invitation as it is in the book, and who invites."""

    story: Story
    row: Invitation
    inviter: Inviter

    @property
    def holder(self) -> Actor:
        """Who invites, as the one who acts by the secret link."""
        return Actor(ActorKind.LINK, id=self.row.link, role=LinkRole.ORGANISER)


def write_invitations(city: City, stories: Iterable[Story]) -> list[Written]:
    """Write invitations and what became of them, in order of time: an organisation is known from its first."""
    told = list(stories)
    moves: list[tuple[datetime, int, Turn | None]] = [(story.at, number, None) for number, story in enumerate(told)]
    moves += [(turn.at, number, turn) for number, story in enumerate(told) for turn in story.turns]
    written: dict[int, Written] = {}
    for _at, number, turn in sorted(moves, key=lambda move: move[:2]):
        if turn is None:
            written[number] = _receive(city, told[number])
        elif turn.verdict:
            _decide(city, written[number], turn, turn.verdict)
        elif turn.text:
            _write_to_us(city, written[number], turn)
        else:
            _call_off(city, written[number], turn)
    return [written[number] for number in sorted(written)]


def letter_of(turn: Turn, verdict: Verdict, invitation: Invitation, inviter: Inviter) -> str:
    """Return the letter of a decision: as it comes ready, with what the coordinator adds before the last line."""
    said, _gap, regards = letter(verdict, invitation, inviter).rpartition("\n\n")
    return "\n\n".join(part for part in (said, turn.text, regards) if part)


def _receive(city: City, story: Story) -> Written:
    book, at, unit = city.book, story.at, city.ground.units["pace"]
    key, link = book.id_at(at), book.id_at(at)
    book.add(Link(pk=link, digest=digest_of(secret_of(link)), role=LinkRole.ORGANISER, made_at=at))
    book.grant(
        at, party=link, subject=key, categories=OPENED, basis=Basis.LINK, founded_on=link, stream=Stream.ENGAGEMENT
    )
    row = book.add(
        Invitation(
            pk=key, unit_id=unit, number=number_of(key), door=story.door, received_at=at,
            described_at=at, answer_by=promise_for(story.asked.starts_at, at=at).answer_by, link=link,
            neighbourhood_id=_neighbourhood(city, story.asked.place), **story.asked.as_columns(),
        )
    )  # fmt: skip
    inviter = book.add(
        Inviter(
            pk=book.id_at(at), invitation=row, unit_id=unit, name=story.community.contact, email=story.email,
            phone=story.phone, language=story.community.language, told_at=at + MAILED_AFTER if story.email else None,
        )
    )  # fmt: skip
    written = Written(story, row, inviter)
    by = written.holder if story.door == Door.PAGE else city.ground.actor(COORDINATOR, at)
    book.record("invitation.received", by, at, subject=key)
    return written


def _decide(city: City, written: Written, turn: Turn, verdict: Verdict) -> None:
    book, row, at = city.book, written.row, turn.at
    by = city.ground.actor(COORDINATOR, at)
    book.add(
        Decision(
            pk=book.id_at(at), invitation=row, unit_id=row.unit_id, verdict=verdict, reason=turn.reason,
            passed_to=turn.passed_to, decided_by_id=by.user, decided_at=at,
        )
    )  # fmt: skip
    row.state, row.version = LEADS_TO[verdict], row.version + 1
    if row.organisation_id is None and verdict == Verdict.ACCEPT:
        row.organisation = _organisation(city, row, written.story, at)
    if verdict == Verdict.ACCEPT:
        usual = needed(row.kind, row.expected)
        book.add(
            Need(
                pk=book.id_at(at), invitation=row, unit_id=row.unit_id, at_least=usual.at_least,
                at_most=usual.at_most, courses=[*usual.courses],
            )
        )  # fmt: skip
    book.record(f"invitation.{verdict}", by, at, subject=row.pk)
    message = book.add(
        Message(
            pk=book.id_at(at), invitation=row, unit_id=row.unit_id, side=Side.PACE, written_by_id=by.user,
            written_at=at, text=letter_of(turn, verdict, row, written.inviter),
            mailed_at=at + MAILED_AFTER if written.inviter.email else None,
        )
    )  # fmt: skip
    book.record("invitation.answered", by, at, subject=message.pk, about=row.pk)


def _write_to_us(city: City, written: Written, turn: Turn) -> None:
    row = written.row
    message = city.book.add(
        Message(
            pk=city.book.id_at(turn.at), invitation=row, unit_id=row.unit_id, side=Side.ORGANISER,
            written_at=turn.at, text=turn.text,
        )
    )  # fmt: skip
    if row.state == State.ASKED:
        row.state, row.version = State.RECEIVED, row.version + 1
    city.book.record("invitation.written", written.holder, turn.at, subject=message.pk, about=row.pk)


def _call_off(city: City, written: Written, turn: Turn) -> None:
    row = written.row
    row.state, row.version = State.CANCELLED, row.version + 1
    city.book.record("invitation.called_off", written.holder, turn.at, subject=row.pk)


def _organisation(city: City, row: Invitation, story: Story, at: datetime) -> Organisation:
    known = city.organisations.get(row.organisation_name)
    if known is None:
        known = Organisation(
            pk=city.book.id_at(at), unit_id=row.unit_id, name=row.organisation_name, known_since=at,
            neighbourhood_id=row.neighbourhood_id, communities=[*story.community.speaks_for],
        )  # fmt: skip
        city.organisations[known.name] = city.book.add(known)
    return known


def _neighbourhood(city: City, place: str) -> UUID | None:
    if place not in city.places:
        names = {key: name for found in city.ground.neighbourhoods.values() for name, key in found}
        city.places[place] = named_in(place, names)
    return city.places[place]
