"""A purpose opens what it needs; the case opens the rest; who was named in a meeting can be taken out of it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import offramp.kernel.ids

# What was said to being referred to HELP is kept with that offer, which no purpose of the police opens.
ANSWERS = """
UPDATE diversion_supportoffer o SET heard = a.heard FROM diversion_agreeing a
WHERE a.measure_id = o.measure_id AND a.at = o.at AND a.asked_for = 'support' AND a.who = 'young_person';
UPDATE diversion_supportoffer o SET guardian_said = a.said FROM diversion_agreeing a
WHERE a.measure_id = o.measure_id AND a.at = o.at AND a.asked_for = 'support' AND a.who = 'guardian';
DELETE FROM diversion_agreeing WHERE asked_for = 'support';
"""
# Who has a case stands on that, and not on a purpose they stated.
CASES = """
UPDATE access_grant g SET basis = 'administering' FROM diversion_takenon t
WHERE g.founded_on = t.id AND g.basis = 'purpose';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0009_administering"),
        ("diversion", "0003_programs_in_french_and_amendments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="supportoffer",
            name="guardian_said",
            field=models.CharField(
                choices=[("yes", "Yes"), ("no", "No"), ("not_asked", "Not asked yet"), ("withdrawn", "Taken back")],
                default="not_asked",
                help_text="What a parent or guardian said to it.",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="supportoffer",
            name="heard",
            field=models.CharField(
                choices=[("oral", "Said, and heard by me"), ("written", "Written and signed")],
                default="oral",
                help_text="How they said it.",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="agreeing",
            name="asked_for",
            field=models.CharField(
                choices=[
                    ("referral", "Being referred"),
                    ("program", "Doing the program"),
                    ("agreement", "What is in the agreement"),
                    ("sanction", "The sanction"),
                ],
                help_text="To what.",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="opening",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("deciding", "Deciding again whether to use a measure"),
                    ("administering", "Administering the young person's case"),
                    ("investigating", "Investigating an offence"),
                    ("conference", "Taking part in a conference"),
                    ("own_request", "The young person asks what is held about them"),
                    ("putting_right", "Putting a record right, or destroying one that should not be"),
                ],
                help_text="For which purpose of the law.",
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="TakenOut",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=offramp.kernel.ids.new_id,
                        editable=False,
                        help_text="Key of the row.",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("at", models.DateTimeField(help_text="When.")),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Who wrote it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        help_text="About which.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="diversion.measure",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        help_text="Of which.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="diversion.meeting",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        help_text="Who.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="diversion.participant",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("participant",), name="takenout_once")],
            },
        ),
        migrations.RunSQL(ANSWERS, migrations.RunSQL.noop),
        migrations.RunSQL(CASES, migrations.RunSQL.noop),
    ]
