import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import offramp.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("consent", "0001_initial"),
        ("directory", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mailing",
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
                ("answer", models.UUIDField(help_text="The answer it told of, by its id.", unique=True)),
                ("at", models.DateTimeField(help_text="When.")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Referral",
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
                ("sent_at", models.DateTimeField(help_text="When.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "Sent, no answer yet"),
                            ("asked", "Asked back"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("revoked", "Called back"),
                        ],
                        default="sent",
                        help_text="Where it stands.",
                        max_length=10,
                    ),
                ),
                ("state_at", models.DateTimeField(help_text="Since when it stands so.")),
                (
                    "seen_by_sender_at",
                    models.DateTimeField(help_text="When the sender saw the last answer.", null=True),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, help_text="Rises with each answer, for two editors."),
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
                    "sent_by",
                    models.ForeignKey(
                        help_text="Who sent it.",
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
                "indexes": [
                    models.Index(fields=["person", "-sent_at"], name="referral_person_at"),
                    models.Index(fields=["sent_by", "state"], name="referral_sender_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PacketItem",
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
                    "category",
                    models.CharField(
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
                        help_text="What it tells.",
                        max_length=20,
                    ),
                ),
                ("label", models.CharField(help_text="What it is: name, languages, goal.", max_length=80)),
                ("text", models.TextField(help_text="What was sent.", max_length=5000)),
                ("position", models.PositiveSmallIntegerField(help_text="Place in the packet.")),
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
                    "unit",
                    models.ForeignKey(
                        help_text="The unit of the person.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        help_text="Which one.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "indexes": [models.Index(fields=["referral"], name="packetitem_referral")],
            },
        ),
        migrations.CreateModel(
            name="Message",
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
                ("text", models.TextField(help_text="The words.", max_length=2000)),
                ("from_agency", models.BooleanField(help_text="The agency wrote it; otherwise the sender's side.")),
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
                    "person",
                    models.ForeignKey(
                        help_text="Whom it is about.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
                (
                    "referral",
                    models.ForeignKey(
                        help_text="Which one.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
                "indexes": [models.Index(fields=["referral"], name="message_referral")],
            },
        ),
        migrations.CreateModel(
            name="CallBack",
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
                    "sent_at",
                    models.DateTimeField(help_text="When the referral had been sent, to know which one it was."),
                ),
                ("at", models.DateTimeField(help_text="When it was called back.")),
                ("acknowledged_at", models.DateTimeField(help_text="When the agency said that it knows.", null=True)),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        help_text="Which worker said so.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Who called it back.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "unit",
                    models.ForeignKey(
                        help_text="The unit of the person.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        help_text="Which one.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
                "indexes": [models.Index(fields=["person"], name="callback_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("referral",), name="callback_one_each"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("acknowledged_at__isnull", True), ("acknowledged_by__isnull", True)),
                            models.Q(("acknowledged_at__isnull", False), ("acknowledged_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="callback_acknowledged_has_who_and_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
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
                    "kind",
                    models.CharField(
                        choices=[("accepted", "Accepted"), ("declined", "Declined"), ("asked", "Asked a question")],
                        help_text="What it answered.",
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full", "No place free"),
                            ("not_eligible", "Does not fit the program"),
                            ("not_reached", "Could not be reached"),
                            ("person_declined", "The person did not want it"),
                            ("elsewhere", "Better served elsewhere"),
                            ("other", "Another reason"),
                        ],
                        help_text="Why it declined.",
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField(help_text="When.")),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Which worker.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "unit",
                    models.ForeignKey(
                        help_text="The unit of the person.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        help_text="Which one.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
                "indexes": [models.Index(fields=["referral"], name="answer_referral")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind", "declined"), ("reason", ""), _connector="XOR"),
                        name="answer_declines_with_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferralTerms",
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
                    "category",
                    models.CharField(
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
                        help_text="What the service reveals.",
                        max_length=20,
                    ),
                ),
                ("hoped_for", models.CharField(help_text="What is hoped for, in one sentence.", max_length=300)),
                ("answer_by", models.DateField(help_text="When an answer is hoped for.", null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        help_text="To which agency.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.agency",
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        help_text="Under which consent.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "referral",
                    models.ForeignKey(
                        help_text="Which one.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="referrals.referral",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        help_text="For which service.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.service",
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
                "indexes": [models.Index(fields=["agency"], name="referralterms_agency")],
                "constraints": [models.UniqueConstraint(fields=("referral",), name="referralterms_one_each")],
            },
        ),
    ]
