import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import offramp.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("areas", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
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
                    "file_number",
                    models.CharField(help_text="Short number to say on a radio.", max_length=12, unique=True),
                ),
                ("opened_at", models.DateTimeField(help_text="When the file was opened.")),
                (
                    "opened_by",
                    models.ForeignKey(
                        help_text="Who opened it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that has the file.",
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
            name="SafetyLookup",
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
                    "incident",
                    models.CharField(help_text="Number of the incident, the purpose of the look.", max_length=30),
                ),
                ("asked_at", models.DateTimeField(help_text="When.")),
                ("cards", models.PositiveSmallIntegerField(default=0, help_text="How many cards were shown.")),
                (
                    "exact",
                    models.PositiveSmallIntegerField(default=0, help_text="How many of them fitted the name exactly."),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        help_text="Who.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Particulars",
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
                ("born_on", models.DateField(help_text="Birth date, if known.", null=True)),
                (
                    "born_about",
                    models.PositiveSmallIntegerField(help_text="Year of birth, about, if not known.", null=True),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3),
                        default=list,
                        help_text="Languages to speak in, ISO 639-3.",
                        size=None,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."),
                ),
                ("changed_at", models.DateTimeField(help_text="When it was last changed.")),
                (
                    "changed_by",
                    models.ForeignKey(
                        help_text="Who changed it last.",
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
                (
                    "person",
                    models.ForeignKey(
                        help_text="Whom it is about.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person",), name="particulars_one_each")],
            },
        ),
        migrations.CreateModel(
            name="Name",
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
                        choices=[
                            ("legal", "Legal name"),
                            ("chosen", "Chosen name"),
                            ("nickname", "Nickname or street name"),
                            ("former", "Former name"),
                            ("alias", "Alias"),
                        ],
                        help_text="What kind of name it is.",
                        max_length=10,
                    ),
                ),
                ("text", models.CharField(help_text="The name as they write or say it.", max_length=200)),
                ("is_main", models.BooleanField(default=False, help_text="The one to call them by.")),
                ("added_at", models.DateTimeField(help_text="When it was added.")),
                (
                    "retired_at",
                    models.DateTimeField(help_text="When it was found to be wrong, or unwanted.", null=True),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        help_text="Who added it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "retired_by",
                    models.ForeignKey(
                        help_text="Who retired it.",
                        null=True,
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
                (
                    "person",
                    models.ForeignKey(
                        help_text="Whom it is about.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person"], name="name_person")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_main", True)), fields=("person",), name="name_one_main"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_main", False), ("retired_at__isnull", True), _connector="OR"),
                        name="name_main_is_not_retired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("retired_at__isnull", True), ("retired_by__isnull", True)),
                            models.Q(("retired_at__isnull", False), ("retired_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="name_retired_by_and_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
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
                        choices=[("phone", "Phone"), ("email", "E-mail"), ("through", "Through somebody")],
                        help_text="Phone, e-mail, through somebody.",
                        max_length=10,
                    ),
                ),
                ("text", models.CharField(help_text="The number, address, or whom to ask.", max_length=200)),
                ("added_at", models.DateTimeField(help_text="When it was added.")),
                ("ended_at", models.DateTimeField(help_text="When it stopped being good.", null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        help_text="Who added it.",
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
                (
                    "person",
                    models.ForeignKey(
                        help_text="Whom it is about.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person"], name="contact_person")],
            },
        ),
        migrations.CreateModel(
            name="SafetyCard",
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
                ("approach", models.TextField(help_text="How to approach, one advice a line.", max_length=1000)),
                ("helps", models.TextField(blank=True, help_text="What helps.", max_length=500)),
                ("written_at", models.DateTimeField(help_text="When it was written.")),
                ("told_person", models.BooleanField(default=False, help_text="The person knows what it says.")),
                ("reviewed_at", models.DateTimeField(help_text="When a navigator approved it.", null=True)),
                ("review_on", models.DateField(help_text="When it must be looked at again.", null=True)),
                (
                    "ended_at",
                    models.DateTimeField(help_text="When a newer one took its place, or it was put away.", null=True),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."),
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
                    "reviewed_by",
                    models.ForeignKey(
                        help_text="The navigator.",
                        null=True,
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
                (
                    "written_by",
                    models.ForeignKey(
                        help_text="Who wrote it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("review_on__isnull", True),
                                ("reviewed_at__isnull", True),
                                ("reviewed_by__isnull", True),
                            ),
                            models.Q(
                                ("review_on__isnull", False),
                                ("reviewed_at__isnull", False),
                                ("reviewed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="safetycard_review_has_who_and_when",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("reviewed_at__isnull", False)),
                        fields=("person",),
                        name="safetycard_one_in_force",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("reviewed_at__isnull", True)),
                        fields=("person",),
                        name="safetycard_one_unreviewed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchKey",
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
                ("folded", models.CharField(help_text="The name without case and diacritics.", max_length=200)),
                ("turned", models.CharField(help_text="Its words in alphabetical order.", max_length=200)),
                (
                    "sounds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        default=list,
                        help_text="Phonetic codes of its words.",
                        size=None,
                    ),
                ),
                (
                    "blocks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(),
                        default=list,
                        help_text="What a question must share, hashed: see definers.",
                        size=None,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(help_text="Year of birth, exact or about.", null=True)),
                (
                    "person",
                    models.ForeignKey(
                        help_text="Whose key it is.",
                        on_delete=django.db.models.deletion.CASCADE,
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
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["folded"], name="searchkey_trigrams", opclasses=["gin_trgm_ops"]
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["blocks"], name="searchkey_blocks"),
                    models.Index(fields=["folded"], name="searchkey_folded", opclasses=["varchar_pattern_ops"]),
                    models.Index(fields=["turned"], name="searchkey_turned"),
                    models.Index(fields=["person"], name="searchkey_person"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SelfDescription",
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
                ("gender", models.CharField(blank=True, help_text="Gender in their own words.", max_length=80)),
                (
                    "identities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        default=list,
                        help_text="Indigenous or other identity, as declared.",
                        size=None,
                    ),
                ),
                ("told_at", models.DateTimeField(help_text="When they said so.")),
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
                    "told_to",
                    models.ForeignKey(
                        help_text="To whom.",
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
                "indexes": [models.Index(fields=["person"], name="selfdescription_person")],
            },
        ),
        migrations.CreateModel(
            name="Sighting",
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
                ("at", models.DateTimeField(help_text="When they were found there.")),
                ("place", models.CharField(help_text="Where, in words.", max_length=200)),
                ("company", models.CharField(blank=True, help_text="With whom.", max_length=200)),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        help_text="In which part of town.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.neighbourhood",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        help_text="Who noted it.",
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
            ],
            options={
                "indexes": [models.Index(fields=["person", "-at"], name="sighting_person_at")],
            },
        ),
        migrations.CreateModel(
            name="StatusChange",
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
                        help_text="What the status reveals.",
                        max_length=20,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("declined", "Declined help"),
                            ("in_hospital", "In hospital"),
                            ("in_custody", "In custody"),
                            ("missing", "Missing"),
                            ("moved", "Moved away"),
                            ("deceased", "Deceased"),
                        ],
                        help_text="How they are.",
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, help_text="What is known of it.", max_length=300)),
                ("at", models.DateTimeField(help_text="Since when.")),
                (
                    "noted_by",
                    models.ForeignKey(
                        help_text="Who noted it.",
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
            ],
            options={
                "indexes": [models.Index(fields=["person", "-at"], name="statuschange_person_at")],
            },
        ),
    ]
