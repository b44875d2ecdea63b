import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import offramp.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_alter_unit_kind"),
        ("accounts", "__first__"),
        ("areas", "0001_initial"),
        ("engagement", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
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
                    "place",
                    models.CharField(
                        choices=[
                            ("wished", "Signed up"),
                            ("asked", "Asked, no answer yet"),
                            ("confirmed", "Coming"),
                            ("declined", "Can't come"),
                            ("dropped", "Dropped out"),
                            ("removed", "Taken off"),
                        ],
                        help_text="Where they stand with it.",
                        max_length=10,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("signed_up", "They signed up"),
                            ("requested", "We asked them"),
                            ("by_hand", "Put in by hand"),
                            ("proposed", "Proposed with the month"),
                            ("swapped", "Swapped with a colleague"),
                        ],
                        help_text="How they came to it.",
                        max_length=10,
                    ),
                ),
                (
                    "hours",
                    models.CharField(
                        choices=[("on_duty", "On duty"), ("overtime", "Overtime"), ("volunteered", "Volunteered")],
                        default="on_duty",
                        help_text="What the hours are to them.",
                        max_length=12,
                    ),
                ),
                ("locked", models.BooleanField(default=False, help_text="A new proposal leaves it as it is.")),
                ("asked_at", models.DateTimeField(help_text="When they were asked, or signed up.")),
                ("answered_at", models.DateTimeField(help_text="When they last answered.", null=True)),
                (
                    "answered_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("page", "On their page"),
                            ("link", "By the link in a mail"),
                            ("mail", "By answering the calendar invitation"),
                            ("coordinator", "Told to the coordinator"),
                        ],
                        help_text="By which way.",
                        max_length=12,
                    ),
                ),
                (
                    "reminded_hours",
                    models.PositiveSmallIntegerField(
                        help_text="The last reminder that went out, in hours before.", null=True
                    ),
                ),
                ("briefed_at", models.DateTimeField(help_text="When the brief was sent to them.", null=True)),
                (
                    "link",
                    models.UUIDField(help_text="The secret link by which they answer without signing in.", unique=True),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        help_text="Which invitation.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="engagement.invitation",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that runs PACE.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        help_text="Their account.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
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
                ("attended", models.BooleanField(help_text="Whether they were there.")),
                ("minutes", models.PositiveIntegerField(help_text="How long, in minutes; may be unknown.", null=True)),
                ("stated_at", models.DateTimeField(help_text="When they said so.")),
                (
                    "assignment",
                    models.ForeignKey(
                        help_text="Whose place.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="engagement.assignment",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        help_text="Which invitation.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="engagement.invitation",
                    ),
                ),
                (
                    "stated_by",
                    models.ForeignKey(
                        help_text="Who says so.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that runs PACE.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "attendances",
                "ordering": ["stated_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Introduction",
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
                    "to",
                    models.CharField(
                        help_text="To whom: an organisation, a unit or an agency, by name.", max_length=200
                    ),
                ),
                ("about", models.CharField(blank=True, help_text="What for.", max_length=300)),
                ("made_at", models.DateTimeField(help_text="When.")),
                ("met", models.BooleanField(help_text="Whether they met; empty while nobody knows.", null=True)),
                ("met_told_at", models.DateTimeField(help_text="When that became known.", null=True)),
                (
                    "invitation",
                    models.ForeignKey(
                        help_text="Which invitation.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="engagement.invitation",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        help_text="Who introduced them.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="Which organisation, once known.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="engagement.organisation",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that runs PACE.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Mail",
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
                ("digest", models.CharField(help_text="SHA-256 of the mail as it came: twice is once.", max_length=64)),
                (
                    "message_id",
                    models.CharField(blank=True, help_text="Its Message-ID, if it has one.", max_length=400),
                ),
                (
                    "refers_to",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=400),
                        default=list,
                        help_text="Message-IDs it answers, the nearest last.",
                        size=None,
                    ),
                ),
                ("came_at", models.DateTimeField(help_text="When it came to the mailbox.")),
                ("sent_at", models.DateTimeField(help_text="When it says it was sent; may be unknown.", null=True)),
                ("sender", models.CharField(blank=True, help_text="The address it came from.", max_length=320)),
                ("sender_name", models.CharField(blank=True, help_text="The name it came with.", max_length=200)),
                ("subject", models.CharField(blank=True, help_text="Its subject.", max_length=400)),
                ("text", models.TextField(blank=True, help_text="Its words, without what it quotes; HTML as text.")),
                ("whole", models.TextField(blank=True, help_text="All its words, with what it quotes.")),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("waiting", "To be looked at"),
                            ("invitation", "It became an invitation"),
                            ("message", "It belongs to an invitation"),
                            ("calendar", "It answers a calendar invitation"),
                            ("automatic", "An automatic answer"),
                            ("bounce", "A mail of ours that could not be delivered"),
                            ("ours", "A mail of our own that came back"),
                            ("stranger", "A calendar answer from somebody who was not asked"),
                            ("set_aside", "Set aside by the coordinator"),
                        ],
                        default="waiting",
                        help_text="What became of it.",
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, help_text="What was wrong with it, in words.", max_length=300)),
                (
                    "read_as",
                    models.JSONField(
                        default=dict, help_text="Each field it seems to state: value, sentence it came from, doubt."
                    ),
                ),
                (
                    "asked_back_at",
                    models.DateTimeField(help_text="When its sender was asked, once, for what is missing.", null=True),
                ),
                (
                    "answered_id",
                    models.CharField(
                        blank=True, help_text="The Message-ID of the mail that asked back.", max_length=400
                    ),
                ),
                (
                    "continues",
                    models.ForeignKey(
                        help_text="The first mail of its thread.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="continued_by",
                        to="engagement.mail",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        help_text="The invitation it belongs to.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="engagement.invitation",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that runs PACE.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-came_at", "-id"],
                "indexes": [
                    models.Index(fields=["unit", "fate", "-came_at"], name="mail_waiting"),
                    models.Index(fields=["message_id"], name="mail_message_id"),
                    models.Index(fields=["answered_id"], name="mail_answered_id"),
                ],
                "constraints": [models.UniqueConstraint(fields=("unit", "digest"), name="mail_once")],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
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
                ("name", models.CharField(help_text="Its name, as it came.", max_length=200)),
                ("kind", models.CharField(help_text="The type it says it is.", max_length=120)),
                ("size", models.PositiveIntegerField(help_text="How large it was, in bytes.")),
                (
                    "content",
                    models.BinaryField(help_text="The bytes; empty where it was too large to keep.", null=True),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that runs PACE.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        help_text="With which mail.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="engagement.mail",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Member",
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
                ("rank", models.CharField(blank=True, help_text="Their rank, as they are addressed.", max_length=60)),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("helped", "Helped at an event"),
                            ("trained", "Trained"),
                            ("asked", "Asked to join"),
                            ("approved", "Approved"),
                        ],
                        default="helped",
                        help_text="How far up the ladder.",
                        max_length=10,
                    ),
                ),
                ("since", models.DateTimeField(help_text="When they were first written down.")),
                ("left_at", models.DateTimeField(help_text="When they left; empty while they are there.", null=True)),
                (
                    "version",
                    models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."),
                ),
                (
                    "division",
                    models.ForeignKey(
                        help_text="Where they work, if anywhere.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.branch",
                    ),
                ),
                (
                    "mentor",
                    models.ForeignKey(
                        help_text="Who goes with them.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentees",
                        to="engagement.member",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that runs PACE.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        help_text="Their account.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["user__name"],
            },
        ),
        migrations.CreateModel(
            name="LadderStep",
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
                    "standing",
                    models.CharField(
                        choices=[
                            ("helped", "Helped at an event"),
                            ("trained", "Trained"),
                            ("asked", "Asked to join"),
                            ("approved", "Approved"),
                        ],
                        help_text="Which step.",
                        max_length=10,
                    ),
                ),
                ("taken_at", models.DateTimeField(help_text="When.")),
                ("note", models.CharField(blank=True, help_text="What there is to say about it.", max_length=300)),
                (
                    "taken_by",
                    models.ForeignKey(
                        help_text="Who wrote it down.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that runs PACE.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        help_text="Whose step.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="engagement.member",
                    ),
                ),
            ],
            options={
                "ordering": ["taken_at", "id"],
                "constraints": [models.UniqueConstraint(fields=("member", "standing"), name="ladder_step_once")],
            },
        ),
        migrations.CreateModel(
            name="Entry",
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
                    "uid",
                    models.CharField(
                        help_text="The UID of RFC 5545, the same everywhere.", max_length=120, unique=True
                    ),
                ),
                ("sequence", models.PositiveIntegerField(default=0, help_text="Rises with each change that matters.")),
                (
                    "method",
                    models.CharField(
                        choices=[("REQUEST", "Invitation"), ("CANCEL", "Taken off")],
                        help_text="What the calendar was told to do.",
                        max_length=10,
                    ),
                ),
                ("summary", models.CharField(help_text="What it says.", max_length=200)),
                ("location", models.CharField(help_text="Where.", max_length=300)),
                ("starts_at", models.DateTimeField(help_text="When it begins.")),
                ("minutes", models.PositiveIntegerField(help_text="How long, in minutes.")),
                ("told_at", models.DateTimeField(help_text="When this became so: the DTSTAMP.")),
                (
                    "mailed_sequence",
                    models.IntegerField(
                        default=-1, help_text="The sequence that was mailed last; -1 before the first."
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        help_text="Whose place.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="engagement.assignment",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        help_text="Which invitation.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="engagement.invitation",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that runs PACE.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        help_text="Their account.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        help_text="Whose calendar.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="engagement.member",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "entries",
                "constraints": [models.UniqueConstraint(fields=("assignment",), name="entry_once")],
            },
        ),
        migrations.AddField(
            model_name="assignment",
            name="member",
            field=models.ForeignKey(
                help_text="Who.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to="engagement.member",
            ),
        ),
        migrations.CreateModel(
            name="Absence",
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
                ("starts_at", models.DateTimeField(help_text="From when, where it is once.", null=True)),
                ("ends_at", models.DateTimeField(help_text="Until when, where it is once.", null=True)),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        help_text="0 is Monday, 6 is Sunday, where it is every week.", null=True
                    ),
                ),
                ("starts", models.TimeField(help_text="From, local time, where it is every week.", null=True)),
                (
                    "ends",
                    models.TimeField(help_text="Until, local time; at or before the start is the next day.", null=True),
                ),
                ("first_on", models.DateField(help_text="The first day it holds, where it is every week.", null=True)),
                ("last_on", models.DateField(help_text="The last day it holds; empty while it lasts.", null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that runs PACE.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        help_text="Their account.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        help_text="Whose.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="engagement.member",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "weekday"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ends_at__gt", models.F("starts_at")),
                                ("starts__isnull", True),
                                ("starts_at__isnull", False),
                                ("weekday__isnull", True),
                            ),
                            models.Q(
                                ("ends__isnull", False),
                                ("starts__isnull", False),
                                ("starts_at__isnull", True),
                                ("weekday__lte", 6),
                            ),
                            _connector="OR",
                        ),
                        name="absence_once_or_every_week",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
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
                    "at_least",
                    models.PositiveSmallIntegerField(default=1, help_text="Fewer than so many is understaffed."),
                ),
                ("at_most", models.PositiveSmallIntegerField(default=2, help_text="More than so many are not asked.")),
                (
                    "courses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("empathy", "Vulnerability and empathy"),
                                ("bias", "Bias awareness"),
                                ("historic_trauma", "Indigenous historic trauma"),
                                ("anti_racism", "Anti-racism theory"),
                                ("linc_instructor", "LINC instructor"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        help_text="Trainings each member needs to hold on that day.",
                        size=None,
                    ),
                ),
                (
                    "warned_at",
                    models.DateTimeField(help_text="When members were told that it is understaffed.", null=True),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        help_text="Which invitation.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="engagement.invitation",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that runs PACE.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("invitation",), name="need_once"),
                    models.CheckConstraint(
                        condition=models.Q(("at_most__gte", models.F("at_least"))), name="need_has_room"
                    ),
                ],
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
                (
                    "wished_load",
                    models.PositiveSmallIntegerField(default=2, help_text="Events they wish for in a month."),
                ),
                (
                    "communities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        default=list,
                        help_text="Communities and cultures they know.",
                        size=None,
                    ),
                ),
                (
                    "supervisor_name",
                    models.CharField(blank=True, help_text="Who releases them from duty.", max_length=120),
                ),
                (
                    "supervisor_email",
                    models.EmailField(blank=True, help_text="Where that supervisor is asked.", max_length=254),
                ),
                (
                    "remind_hours",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        default=list,
                        help_text="Reminders, in hours before an event begins.",
                        size=None,
                    ),
                ),
                (
                    "feed",
                    models.UUIDField(
                        help_text="The secret link of their calendar feed, if any.", null=True, unique=True
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        help_text="Whose.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="engagement.member",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that runs PACE.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        help_text="Their account.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "particulars",
                "constraints": [models.UniqueConstraint(fields=("member",), name="particulars_once")],
            },
        ),
        migrations.CreateModel(
            name="Promise",
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
                ("text", models.TextField(help_text="What was promised.")),
                ("made_at", models.DateTimeField(help_text="When.")),
                ("due_on", models.DateField(help_text="By when.")),
                ("kept_at", models.DateTimeField(help_text="When it was kept; empty while it is open.", null=True)),
                (
                    "invitation",
                    models.ForeignKey(
                        help_text="Which invitation.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="engagement.invitation",
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        help_text="Who says so.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        help_text="Who promised it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that runs PACE.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "id"],
                "indexes": [models.Index(fields=["unit", "kept_at", "due_on"], name="promise_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kept_at__isnull", True), ("kept_by__isnull", True)),
                            models.Q(("kept_at__isnull", False), ("kept_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="promise_kept",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
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
                ("month", models.DateField(help_text="The first day of the month.")),
                ("asked_at", models.DateTimeField(help_text="When.")),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to start"),
                            ("running", "Being worked out"),
                            ("ready", "Ready to look at"),
                            ("taken", "Taken over"),
                            ("failed", "It did not work"),
                        ],
                        default="waiting",
                        help_text="Where it stands.",
                        max_length=10,
                    ),
                ),
                ("best", models.FloatField(help_text="The value of the best roster so far, in points.", null=True)),
                ("bound", models.FloatField(help_text="No roster can have more points than this.", null=True)),
                ("seconds", models.FloatField(help_text="How long it was worked on, in seconds.", null=True)),
                (
                    "chosen",
                    models.JSONField(
                        default=list, help_text="Each place: invitation, member, locked, and the reasons as codes."
                    ),
                ),
                (
                    "unfilled",
                    models.JSONField(
                        default=list, help_text="Each event that lacks members: invitation, how many, why as codes."
                    ),
                ),
                ("moved_at", models.DateTimeField(help_text="When it last moved on.")),
                (
                    "asked_by",
                    models.ForeignKey(
                        help_text="Who asked for it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that runs PACE.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at"],
                "indexes": [models.Index(fields=["unit", "month", "-asked_at"], name="proposal_of_month")],
            },
        ),
        migrations.CreateModel(
            name="Release",
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
                ("link", models.UUIDField(help_text="The secret link by which the supervisor answers.", unique=True)),
                ("asked_at", models.DateTimeField(help_text="When the supervisor was asked.")),
                ("mailed_at", models.DateTimeField(help_text="When the mail went out.", null=True)),
                ("answered_at", models.DateTimeField(help_text="When the supervisor answered.", null=True)),
                ("released", models.BooleanField(help_text="Whether they are released.", null=True)),
                (
                    "assignment",
                    models.ForeignKey(
                        help_text="Whose place.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="engagement.assignment",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        help_text="Which invitation.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="engagement.invitation",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that runs PACE.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("assignment",), name="release_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("released__isnull", True)),
                            models.Q(("answered_at__isnull", False), ("released__isnull", False)),
                            _connector="OR",
                        ),
                        name="release_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Theme",
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
                ("name", models.CharField(help_text="What they are about.", max_length=120)),
                ("made_at", models.DateTimeField(help_text="When it was first named.")),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that runs PACE.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [models.UniqueConstraint(fields=("unit", "name"), name="theme_named_once")],
            },
        ),
        migrations.CreateModel(
            name="Concern",
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
                ("text", models.TextField(help_text="What was said, without names.")),
                ("heard_at", models.DateTimeField(help_text="When.")),
                (
                    "owner",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unit", "A unit of the service"),
                            ("agency", "A partner agency"),
                            ("organisation", "The organisation itself, with us"),
                        ],
                        help_text="What kind of owner it has.",
                        max_length=12,
                    ),
                ),
                (
                    "owner_name",
                    models.CharField(blank=True, help_text="Who takes it on, by name of office.", max_length=200),
                ),
                ("action", models.TextField(blank=True, help_text="What they will do.")),
                ("due_on", models.DateField(help_text="By when an answer was promised.", null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("did", "We did"), ("could_not", "We couldn't")],
                        help_text="What became of it.",
                        max_length=10,
                    ),
                ),
                ("answer", models.TextField(blank=True, help_text="What we did, or why we couldn't, as they read it.")),
                ("told_at", models.DateTimeField(help_text="When the community was told.", null=True)),
                ("answered_at", models.DateTimeField(help_text="When the community called it answered.", null=True)),
                (
                    "reopened_at",
                    models.DateTimeField(help_text="When the community last said it isn't answered.", null=True),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."),
                ),
                (
                    "heard_by",
                    models.ForeignKey(
                        help_text="Who heard it; empty where they wrote it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        help_text="Which invitation.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="engagement.invitation",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        help_text="Who told them.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that runs PACE.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        help_text="What it is about.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concerns",
                        to="engagement.theme",
                    ),
                ),
            ],
            options={
                "ordering": ["heard_at", "id"],
                "indexes": [models.Index(fields=["unit", "due_on"], name="concern_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("told_at__isnull", True), ("told_by__isnull", True)),
                            models.Q(("told_at__isnull", False), ("told_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="concern_told",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tongue",
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
                ("language", models.CharField(help_text="Which, by ISO 639-3 code.", max_length=3)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("greetings", "Greetings"),
                            ("talk", "Can talk with people"),
                            ("fluent", "Fluent"),
                            ("first", "First language"),
                        ],
                        help_text="How well.",
                        max_length=10,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        help_text="Whose.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="engagement.member",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that runs PACE.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        help_text="Their account.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["language"],
                "constraints": [models.UniqueConstraint(fields=("member", "language"), name="tongue_once")],
            },
        ),
        migrations.CreateModel(
            name="Training",
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
                    "course",
                    models.CharField(
                        choices=[
                            ("empathy", "Vulnerability and empathy"),
                            ("bias", "Bias awareness"),
                            ("historic_trauma", "Indigenous historic trauma"),
                            ("anti_racism", "Anti-racism theory"),
                            ("linc_instructor", "LINC instructor"),
                        ],
                        help_text="Which.",
                        max_length=20,
                    ),
                ),
                ("done_on", models.DateField(help_text="When it was done.")),
                (
                    "expires_on",
                    models.DateField(help_text="The last day it holds; empty where it does not end.", null=True),
                ),
                (
                    "warned_days",
                    models.PositiveSmallIntegerField(
                        help_text="The warning that went out last, in days before the end.", null=True
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        help_text="Whose.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="engagement.member",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that runs PACE.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        help_text="Their account.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["course", "-done_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on__isnull", True), ("expires_on__gte", models.F("done_on")), _connector="OR"
                        ),
                        name="training_expires_after_it_is_done",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Debrief",
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
                ("told_at", models.DateTimeField(help_text="When it was first told.")),
                ("changed_at", models.DateTimeField(help_text="When it was last put right.")),
                ("took_place", models.BooleanField(default=True, help_text="Whether the event took place.")),
                (
                    "reach",
                    models.PositiveIntegerField(help_text="How many people were met, about, if known.", null=True),
                ),
                (
                    "mood",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("warm", "Warm"),
                            ("friendly", "Friendly"),
                            ("reserved", "Reserved"),
                            ("tense", "Tense"),
                        ],
                        help_text="How it felt.",
                        max_length=10,
                    ),
                ),
                (
                    "cards",
                    models.PositiveIntegerField(
                        help_text="Cards handed over that tell how to report a crime; may be unknown.", null=True
                    ),
                ),
                ("note", models.TextField(blank=True, help_text="What else there is to say; no names of who came.")),
                (
                    "version",
                    models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        help_text="Which invitation.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="engagement.invitation",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        help_text="Who told it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit that runs PACE.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("invitation",), name="debrief_once")],
            },
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(fields=["member", "place"], name="assignment_of_member"),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(fields=("invitation", "member"), name="assignment_once"),
        ),
    ]
