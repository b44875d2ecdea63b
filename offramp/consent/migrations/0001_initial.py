import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import offramp.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("directory", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
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
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("identity", "Names, birth date, contact, language"),
                                ("profile", "How they describe themselves"),
                                ("whereabouts", "Where, when and with whom they are found"),
                                ("safety", "How to approach"),
                                ("contact_log", "Facts of police contact"),
                                ("plan", "Goals, steps, appointments"),
                                ("support_notes", "What was told to a navigator"),
                                ("health", "Health"),
                                ("referral", "What went to whom, and the answer"),
                                ("consent", "Consents"),
                            ],
                            max_length=20,
                        ),
                        help_text="What may be shared under it at most.",
                        size=None,
                    ),
                ),
                ("starts_on", models.DateField(help_text="First day.")),
                ("ends_on", models.DateField(help_text="Last day; empty while it runs.", null=True)),
                (
                    "reference",
                    models.CharField(blank=True, help_text="The service's number for the paper.", max_length=80),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        help_text="The agency.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.agency",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that shares.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Consent",
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
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("identity", "Names, birth date, contact, language"),
                                ("profile", "How they describe themselves"),
                                ("whereabouts", "Where, when and with whom they are found"),
                                ("safety", "How to approach"),
                                ("contact_log", "Facts of police contact"),
                                ("plan", "Goals, steps, appointments"),
                                ("support_notes", "What was told to a navigator"),
                                ("health", "Health"),
                                ("referral", "What went to whom, and the answer"),
                                ("consent", "Consents"),
                            ],
                            max_length=20,
                        ),
                        help_text="What may be shared.",
                        size=None,
                    ),
                ),
                ("purpose", models.CharField(help_text="What for.", max_length=300)),
                (
                    "recipient",
                    models.CharField(
                        choices=[("agency", "A partner agency"), ("officers", "The HELP officers on the care team")],
                        help_text="The kind of recipient.",
                        max_length=10,
                    ),
                ),
                (
                    "acknowledged",
                    models.BooleanField(help_text="Reasons, risks and benefits were explained and understood."),
                ),
                ("starts_at", models.DateTimeField(help_text="From when.")),
                ("ends_at", models.DateTimeField(help_text="Until when; every consent ends.")),
                ("told_revocable", models.BooleanField(help_text="They know that they can take it back at any time.")),
                (
                    "method",
                    models.CharField(
                        choices=[("written", "Written"), ("electronic", "Electronic"), ("oral", "Oral")],
                        help_text="Written, electronic or oral.",
                        max_length=10,
                    ),
                ),
                ("heard_by", models.CharField(blank=True, help_text="Who heard it, if oral.", max_length=200)),
                (
                    "ability",
                    models.CharField(
                        choices=[
                            ("able", "Yes, able to decide now"),
                            ("not_now", "Not now"),
                            ("guardian", "A guardian or trustee decides"),
                        ],
                        help_text="Who decides, and that they can now.",
                        max_length=10,
                    ),
                ),
                (
                    "guardian",
                    models.CharField(blank=True, help_text="The guardian or trustee who decided.", max_length=200),
                ),
                (
                    "capacity_finding",
                    models.CharField(
                        blank=True, help_text="For a minor: why they are found able to decide.", max_length=500
                    ),
                ),
                ("present", models.CharField(blank=True, help_text="Who was present.", max_length=300)),
                ("recorded_at", models.DateTimeField(help_text="When it was recorded.")),
                (
                    "agency",
                    models.ForeignKey(
                        help_text="The agency that receives.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.agency",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        help_text="Whom it is about.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        help_text="The navigator.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit of the person.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "agency"], name="consent_person_agency")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="consent_ends_later"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agency__isnull", False), ("recipient", "agency")),
                            models.Q(("agency__isnull", True), ("recipient", "officers")),
                            _connector="OR",
                        ),
                        name="consent_names_its_recipient",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ability", "not_now"), _negated=True), name="consent_not_now_is_none"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("acknowledged", True), ("told_revocable", True)), name="consent_is_informed"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotNow",
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
                ("note", models.CharField(blank=True, help_text="Why not now, if they said.", max_length=300)),
                (
                    "person",
                    models.ForeignKey(
                        help_text="Whom it is about.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        help_text="Who asked.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit of the person.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
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
                ("words", models.CharField(blank=True, help_text="What they said, if anything.", max_length=300)),
                (
                    "consent",
                    models.OneToOneField(
                        help_text="Which consent.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="consent.consent",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        help_text="Whom it is about.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        help_text="Who recorded it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit of the person.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
