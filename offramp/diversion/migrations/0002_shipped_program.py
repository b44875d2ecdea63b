"""The program that comes with the software, as an example: a service changes its steps, items and words on a page."""

from datetime import UTC, datetime
from typing import Any

from django.db import migrations

from offramp.kernel.ids import new_id

SHIPPED_AT = datetime(2026, 11, 23, tzinfo=UTC)
STEPS = (
    ("review", "Program review", "Look at the referral: does it fit, and is the program the right one?"),
    ("guardians", "Parents and guardians", "Tell them, listen to them, and learn what the family needs."),
    ("needs", "What the young person needs", "Write down what would help them, and what they are good at."),
    ("all_agree", "All agree", "Ask the young person and a parent or guardian. “Not now” is a full answer."),
    ("meeting", "Agreement meeting", "Meet with partners and with who was harmed, if they wish. Agree on what to do."),
    ("support", "Constable's support", "Check in until each item has ended."),
    ("completion", "Completion", "Say how it ended, and thank everybody."),
)
ITEMS = (
    ("Written apology", "In their own words. Read it with them before it goes.", False),
    ("Apology in person", "Only where who was harmed wants it, and both are prepared.", False),
    ("Volunteering", "Something they choose from two or three. Not as a punishment in public.", True),
    ("Reflection", "A résumé, a work of art, a job shadow: what they want to become.", False),
    ("Learning a skill", "A course, a tutor, a coach.", True),
    ("Making good the damage", "Only what they can do or pay themselves, and where it fits.", False),
)


def ship(apps: Any, _schema_editor: Any) -> None:
    """Write the example."""
    program = apps.get_model("diversion", "Program").objects.create(
        id=new_id(),
        code="diversionfirst",
        name="DIVERSIONfirst",
        about="For young people of 12 to 17 after a first occurrence without violence. Instead of a charge, they meet"
        " those concerned, agree on what to do, and are supported until it is done.",
        consent_words="You can say yes, no, or not now. If you say yes, you take part in a program instead of being"
        " charged. You can take your yes back at any time; then an officer decides again what happens. What you say"
        " in the meeting stays with those who are there. You may talk with a lawyer first.",
        without_violence_only=True,
        follow_up_months=[3, 9, 12],
        changed_at=SHIPPED_AT,
    )
    step, kind = apps.get_model("diversion", "ProgramStep"), apps.get_model("diversion", "ItemKind")
    for place, (what, name, words) in enumerate(STEPS, 1):
        step.objects.create(id=new_id(), program=program, kind=what, name=name, words=words, position=place)
    for place, (name, words, has_hours) in enumerate(ITEMS, 1):
        kind.objects.create(id=new_id(), program=program, name=name, words=words, has_hours=has_hours, position=place)


class Migration(migrations.Migration):
    dependencies = [("diversion", "0001_initial")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
