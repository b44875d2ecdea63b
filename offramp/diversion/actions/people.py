"""Write down who is concerned: the young person as known now, parents or guardians, who was harmed, schools."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.access.actions import set_term
from offramp.access.enums import MeasuresCategory, Permission, Role
from offramp.access.queries import require
from offramp.diversion import queries, rules
from offramp.diversion.actions.administering import administered, noted, own
from offramp.diversion.enums import Identity, Kin, Reached, SchoolGround, VictimChoice
from offramp.diversion.models import (
    Guardian,
    GuardianContact,
    Measure,
    SchoolNote,
    SelfDescription,
    Victim,
    VictimSaid,
    YoungPerson,
)
from offramp.kernel.days import midnight
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor
from offramp.kernel.turns import one_at_a_time

M = MeasuresCategory


@transaction.atomic
def correct_young_person(
    *, measure: UUID, given_name: str, family_name: str, reach: str, language: str, by: Actor, at: datetime
) -> YoungPerson:
    """Write down a young person's names and how to reach them anew: from now on the record is found by these.

    The birth date of the record stays as it was: one that was not known is written by `write_birth_date`.
    """
    held = administered(measure=measure, category=M.YOUTH, by=by, at=at)
    rules.check_written(given_name, field="given_name")
    before = YoungPerson.objects.filter(measure=held).latest("at", "pk")
    made = YoungPerson.objects.create(
        **own(held=held, by=by, at=at),
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        born=before.born,
        reach=reach.strip(),
        language=language.strip(),
        look_up=rules.digest_of(given_name, family_name, date.fromisoformat(before.born) if before.born else None),
    )
    noted(verb="young_person_corrected", held=held, subject=made.pk, by=by, at=at, fields=("name", "reach"))
    return made


@transaction.atomic
def write_birth_date(*, measure: UUID, born: date, by: Actor, at: datetime) -> YoungPerson:
    """Write down a birth date that was not known: from now on the record is found by it.

    Whoever has the case writes it; where nobody has, the privacy officer, who opened the record to put it right.
    """
    if by.role == Role.PRIVACY_OFFICER:
        require(by, Permission.MEASURE_PUT_RIGHT, subject=measure, category=M.YOUTH, at=at)
        one_at_a_time(what="diversion", about=measure)
        held = queries.open_measure(measure)
    else:
        held = administered(measure=measure, category=M.YOUTH, by=by, at=at, may_have_ended=True)
    before = YoungPerson.objects.filter(measure=held).latest("at", "pk")
    rules.check_birth_date(born, known=before.born, occurred_on=held.occurred_on, today=localtime(at).date())
    made = YoungPerson.objects.create(
        **own(held=held, by=by, at=at),
        given_name=before.given_name,
        family_name=before.family_name,
        born=born.isoformat(),
        reach=before.reach,
        language=before.language,
        look_up=rules.digest_of(before.given_name, before.family_name, born),
    )
    noted(verb="birth_date_written", held=held, subject=made.pk, by=by, at=at, fields=("born",))
    return made


@transaction.atomic
def add_guardian(*, measure: UUID, name: str, kin: Kin, reach: str, by: Actor, at: datetime) -> Guardian:
    """Write down a parent or guardian."""
    held = administered(measure=measure, category=M.YOUTH, by=by, at=at)
    rules.check_written(name, field="name")
    made = Guardian.objects.create(**own(held=held, by=by, at=at), name=name.strip(), kin=kin, reach=reach.strip())
    noted(verb="guardian_added", held=held, subject=made.pk, by=by, at=at, fields=("name", "reach"))
    return made


@transaction.atomic
def note_contact(*, measure: UUID, reached: Reached, words: str, by: Actor, at: datetime) -> GuardianContact:
    """Write down how a parent or guardian was told, or that nobody could be reached."""
    held = administered(measure=measure, category=M.PROGRAM, by=by, at=at)
    rules.check_written(words, field="words")
    made = GuardianContact.objects.create(**own(held=held, by=by, at=at), reached=reached, words=words.strip())
    noted(verb="guardian_told", held=held, subject=made.pk, by=by, at=at, fields=("reached",))
    return made


@transaction.atomic
def add_victim(*, measure: UUID, name: str, reach: str, is_young: bool, by: Actor, at: datetime) -> Victim:
    """Write down somebody who was harmed. Nothing looks for a record of their own."""
    held = administered(measure=measure, category=M.VICTIM, by=by, at=at)
    rules.check_written(name, field="name")
    made = Victim.objects.create(
        **own(held=held, by=by, at=at), name=name.strip(), reach=reach.strip(), is_young=is_young
    )
    noted(verb="victim_added", held=held, subject=made.pk, by=by, at=at, fields=("name", "reach"))
    return made


@transaction.atomic
def hear_victim(*, victim: UUID, choice: VictimChoice, words: str = "", by: Actor, at: datetime) -> VictimSaid:
    """Write down what somebody who was harmed chooses, and their voice. They may choose anew at any time."""
    heard = queries.victim(victim)
    held = administered(measure=heard.measure_id, category=M.VICTIM, by=by, at=at, may_have_ended=True)
    if choice == VictimChoice.SENDS_WORDS:
        rules.check_written(words, field="words")
    made = VictimSaid.objects.create(**own(held=held, by=by, at=at), victim=heard, choice=choice, words=words.strip())
    noted(verb="victim_heard", held=held, subject=made.pk, by=by, at=at, fields=("choice", "words"))
    return made


@transaction.atomic
def describe(*, measure: UUID, identities: list[Identity], by: Actor, at: datetime) -> SelfDescription:
    """Write down how a young person describes themselves: only under a recorded agreement, only as they say."""
    held = administered(measure=measure, category=M.SELF_DESCRIBED, by=by, at=at)
    if queries.identity_agreement_on(localtime(at).date()) is None:
        raise Refused(
            _("There is no agreement under which this may be asked."),
            ask=_("The privacy officer records one with those it is about."),
        )
    rules.check_identities(identities)
    made = SelfDescription.objects.create(**own(held=held, by=by, at=at), identities=sorted(identities))
    noted(verb="described_themselves", held=held, subject=made.pk, by=by, at=at, fields=("identities",))
    return made


@transaction.atomic
def give_to_school(
    *, measure: UUID, given_to: str, ground: SchoolGround, words: str, needed_until: date, by: Actor, at: datetime
) -> SchoolNote:
    """Write down what was given to a school or care professional: apart, under its own key, until it is not needed."""
    held = administered(measure=measure, category=M.SCHOOL, by=by, at=at)
    for text, name in ((given_to, "given_to"), (words, "words")):
        rules.check_written(text, field=name)
    rules.check_ahead(needed_until, today=localtime(at).date(), field="needed_until")
    rules.check_within(needed_until, ends_at=held.ends_at, field="needed_until")
    note = SchoolNote(
        **own(held=held, by=by, at=at),
        given_to=given_to.strip(),
        ground=ground,
        words=words.strip(),
        needed_until=needed_until,
    )
    set_term(subject=note.pk, ends_at=midnight(needed_until + timedelta(days=1)))
    note.save(force_insert=True)
    noted(verb="given_to_school", held=held, subject=note.pk, by=by, at=at, fields=("given_to", "words"))
    return note


@transaction.atomic
def end_school_need(*, note: UUID, by: Actor, at: datetime) -> Measure:
    """Say that what was given to a school is not needed any more: nobody reads it from now on, and it is destroyed."""
    found = queries.school_note(note)
    held = administered(measure=found.measure_id, category=M.SCHOOL, by=by, at=at, may_have_ended=True)
    noted(verb="school_need_ended", held=held, subject=found.pk, by=by, at=at)
    set_term(subject=found.pk, ends_at=at)
    return held
