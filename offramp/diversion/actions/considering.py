"""Write down what an officer considered before a charge. Saving it is the record that the law asks police to keep."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime

from offramp.access.actions import set_term
from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.audit import actions as audit
from offramp.diversion import queries, rules
from offramp.diversion.enums import TO_A_PROGRAM, AskedFor, MeasureType, Reached, Said, Who
from offramp.diversion.models import (
    Agreeing,
    Course,
    Guardian,
    GuardianContact,
    Measure,
    Program,
    Victim,
    VictimSaid,
    YoungPerson,
)
from offramp.diversion.rules import Consideration, Harmed, Yes
from offramp.kernel.identity import Actor


@transaction.atomic
def consider(
    *,
    said: Consideration,
    branch: UUID,
    program: UUID | None = None,
    harmed: Harmed | None = None,
    by: Actor,
    at: datetime,
) -> Measure:
    """Keep the record of one consideration, under its own key and clock; what leads through a program waits for it.

    Who writes it can't read it without a purpose afterwards. Raises TooYoung under twelve: then nothing is kept.
    """
    require(by, Permission.MEASURE_CONSIDER)
    rules.check_age(age := rules.age_at(said.youth, on=said.occurred_on))
    rules.check_days(said, at=at)
    rules.check_considered(said, has_cautions=settings.MEASURE_CAUTIONS)
    referred_to = queries.open_program(program) if program else None
    rules.check_agreed(
        said,
        knows_program=referred_to is not None,
        takes_violence=referred_to is None or not referred_to.without_violence_only,
    )
    measure = _record(said, branch, age, by, at)
    _about(measure, said, by, at)
    if harmed and harmed.name.strip():
        _harmed(measure, harmed, by, at)
    if said.decision in TO_A_PROGRAM and referred_to:
        _wait(measure, referred_to, by, at)
    audit.record(verb="measures.considered", by=by, at=at, subject=measure.pk, about=measure.pk, fields=["decision"])
    return measure


def _record(said: Consideration, branch: UUID, age: int, by: Actor, at: datetime) -> Measure:
    ends_at = rules.clock_of(
        said.decision,
        decided_on=localtime(at).date(),
        consented_on=said.consented_on,
        kept_months=settings.MEASURES_KEPT_MONTHS,
    )
    rules.check_still_open(ends_at, at=at)
    youth = said.youth
    measure = Measure(
        at=at,
        by_id=by.user,
        unit_id=by.home,
        branch_id=branch,
        measure_type=said.decision,
        offence=said.offence,
        occurred_on=said.occurred_on,
        age=age,
        age_is_believed=youth.born is None,
        sex=youth.sex,
        considered=sorted(said.considered),
        conditions=sorted(said.conditions) if said.decision == MeasureType.SANCTION else [],
        presumption=rules.presumption_of(
            said.offence, found_guilty_before=said.found_guilty_before, repeats_or_risks=said.repeats_or_risks
        ),
        occurrence=said.occurrence.strip(),
        grounds=said.grounds.strip(),
        reasons=said.reasons.strip(),
        consented_on=said.consented_on if said.decision == MeasureType.SANCTION else None,
        ends_at=ends_at,
    )
    set_term(subject=measure.pk, ends_at=ends_at)
    measure.save(force_insert=True)
    return measure


def _about(measure: Measure, said: Consideration, by: Actor, at: datetime) -> None:
    youth, adult = said.youth, said.adult
    own = {"measure": measure, "by_id": by.user, "at": at}
    YoungPerson.objects.create(
        **own,
        given_name=youth.given_name.strip(),
        family_name=youth.family_name.strip(),
        born=youth.born.isoformat() if youth.born else "",
        reach=youth.reach.strip(),
        language=youth.language.strip(),
        look_up=rules.digest_of(youth.given_name, youth.family_name, youth.born),
    )
    if adult.name.strip():
        Guardian.objects.create(**own, name=adult.name.strip(), kin=adult.kin, reach=adult.reach.strip())
    if adult.reached != Reached.NOBODY or adult.words.strip():
        GuardianContact.objects.create(**own, reached=adult.reached, words=adult.words.strip())
    asked_for = AskedFor.SANCTION if said.decision == MeasureType.SANCTION else AskedFor.REFERRAL
    for who, told in ((Who.YOUNG_PERSON, said.agreed), (Who.GUARDIAN, said.guardian_agreed)):
        _agreed(measure, who, asked_for, told, by, at)


def _agreed(measure: Measure, who: Who, asked_for: AskedFor, told: Yes, by: Actor, at: datetime) -> None:
    if told.said != Said.NOT_ASKED:
        Agreeing.objects.create(
            measure=measure, by_id=by.user, at=at, who=who, asked_for=asked_for, said=told.said, heard=told.heard,
            words=told.words.strip(),
        )  # fmt: skip


def _harmed(measure: Measure, harmed: Harmed, by: Actor, at: datetime) -> None:
    own = {"measure": measure, "by_id": by.user, "at": at}
    victim = Victim.objects.create(
        **own, name=harmed.name.strip(), reach=harmed.reach.strip(), is_young=harmed.is_young
    )
    if harmed.choice:
        VictimSaid.objects.create(**own, victim=victim, choice=harmed.choice, words=harmed.words.strip())


def _wait(measure: Measure, program: Program, by: Actor, at: datetime) -> None:
    Course.objects.create(
        measure=measure,
        by_id=by.user,
        at=at,
        unit_id=queries.unit_of_programs(),
        program=program,
        branch_id=measure.branch_id,
    )
