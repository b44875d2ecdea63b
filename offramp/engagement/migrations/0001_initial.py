import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import offramp.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0003_alter_unit_kind"),
        ("accounts", "__first__"),
        ("areas", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
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
                    "number",
                    models.CharField(help_text="What to call it by, on both sides.", max_length=20, unique=True),
                ),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("page", "By the public page"),
                            ("mail", "By e-mail"),
                            ("phone", "By phone, written down by the coordinator"),
                            ("copied", "Copied from an earlier one"),
                        ],
                        help_text="How it came.",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("asked", "We asked something"),
                            ("offered", "We offered something else"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("passed_on", "Passed on"),
                            ("cancelled", "Called off by who invited"),
                        ],
                        default="received",
                        help_text="Where it stands.",
                        max_length=10,
                    ),
                ),
                ("received_at", models.DateTimeField(help_text="When it came.")),
                ("described_at", models.DateTimeField(help_text="When who invites last said what it is about.")),
                ("answer_by", models.DateField(help_text="The day by which who invites was promised an answer.")),
                ("organisation_name", models.CharField(help_text="Who invites, as they wrote it.", max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("barbecue", "Barbecue or block party"),
                            ("cultural", "Cultural celebration"),
                            ("festival", "Festival"),
                            ("sport", "Sport or fitness"),
                            ("prevention", "Crime prevention"),
                            ("linc", "Language class for newcomers (LINC)"),
                            ("presentation", "Presentation"),
                            ("forum", "Community forum"),
                            ("dialogue", "Dialogue between cultures"),
                            ("other", "Something else"),
                        ],
                        help_text="What kind of event.",
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(blank=True, help_text="What the event is called.", max_length=200)),
                ("starts_at", models.DateTimeField(help_text="When it begins.")),
                ("minutes", models.PositiveIntegerField(help_text="How long it lasts, in minutes.")),
                ("place", models.CharField(help_text="Where it is.", max_length=300)),
                ("expected", models.PositiveIntegerField(help_text="How many people are expected.", null=True)),
                (
                    "ages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("children", "Children"),
                                ("youth", "Youth"),
                                ("adults", "Adults"),
                                ("seniors", "Seniors"),
                            ],
                            max_length=10,
                        ),
                        default=list,
                        help_text="Their ages.",
                        size=None,
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3),
                        default=list,
                        help_text="Languages spoken there, by ISO 639-3 code.",
                        size=None,
                    ),
                ),
                ("hoped_for", models.TextField(blank=True, help_text="What is hoped for from the visit.")),
                (
                    "access_needs",
                    models.TextField(blank=True, help_text="What is needed so that everybody can take part."),
                ),
                ("protocol", models.TextField(blank=True, help_text="What to know: protocol, an Elder, a ceremony.")),
                (
                    "dress",
                    models.CharField(
                        choices=[("no_wish", "No wish"), ("uniform", "In uniform"), ("plain", "In plain clothes")],
                        default="no_wish",
                        help_text="How to come.",
                        max_length=10,
                    ),
                ),
                (
                    "marked_vehicle",
                    models.CharField(
                        choices=[("no_wish", "No wish"), ("please", "Please"), ("please_not", "Please not")],
                        default="no_wish",
                        help_text="Whether a marked vehicle may come.",
                        max_length=10,
                    ),
                ),
                (
                    "firearms",
                    models.CharField(
                        choices=[("no_wish", "No wish"), ("please", "Please"), ("please_not", "Please not")],
                        default="no_wish",
                        help_text="Whether firearms may be worn.",
                        max_length=10,
                    ),
                ),
                (
                    "photographs",
                    models.CharField(
                        choices=[("no_wish", "No wish"), ("please", "Please"), ("please_not", "Please not")],
                        default="no_wish",
                        help_text="Whether photographs may be taken.",
                        max_length=10,
                    ),
                ),
                ("link", models.UUIDField(help_text="The secret link of who invites.", unique=True)),
                (
                    "version",
                    models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        help_text="Last time's, where it recurs.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="engagement.invitation",
                    ),
                ),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        help_text="In which one, if known.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.neighbourhood",
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        help_text="The one that asks for the same event.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="doubles",
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
        ),
        migrations.CreateModel(
            name="Decision",
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
                    "verdict",
                    models.CharField(
                        choices=[
                            ("accept", "Accept"),
                            ("ask", "Ask"),
                            ("offer", "Offer something else"),
                            ("decline", "Decline"),
                            ("pass_on", "Pass on"),
                        ],
                        help_text="What was decided.",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True, help_text="Why, for the unit.")),
                (
                    "instead",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("later_date", "A later date"),
                                ("divisional", "A member of the division nearby"),
                                ("material", "Material to hand out"),
                                ("phone_talk", "A talk by phone"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        help_text="What was offered instead.",
                        size=None,
                    ),
                ),
                (
                    "passed_to",
                    models.CharField(blank=True, help_text="To which unit or agency it went.", max_length=200),
                ),
                ("decided_at", models.DateTimeField(help_text="When.")),
                (
                    "decided_by",
                    models.ForeignKey(
                        help_text="Who decided.",
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
                    "invitation",
                    models.ForeignKey(
                        help_text="Which invitation.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="engagement.invitation",
                    ),
                ),
            ],
            options={
                "ordering": ["decided_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
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
                ("name", models.CharField(help_text="What it is called.", max_length=200)),
                (
                    "communities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        default=list,
                        help_text="The communities it speaks for, as it says.",
                        size=None,
                    ),
                ),
                ("known_since", models.DateTimeField(help_text="When it was first written down.")),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        help_text="Where it is at home; may be unknown.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.neighbourhood",
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
                "ordering": ["name"],
                "constraints": [models.UniqueConstraint(fields=("unit", "name"), name="organisation_named_once")],
            },
        ),
        migrations.AddField(
            model_name="invitation",
            name="organisation",
            field=models.ForeignKey(
                help_text="The organisation, once known.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invitations",
                to="engagement.organisation",
            ),
        ),
        migrations.CreateModel(
            name="Inviter",
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
                ("name", models.CharField(help_text="Who wrote.", max_length=200)),
                ("email", models.EmailField(blank=True, help_text="Where to write to.", max_length=254)),
                ("phone", models.CharField(blank=True, help_text="Where to call.", max_length=40)),
                ("language", models.CharField(default="en", help_text="In which language to answer.", max_length=10)),
                (
                    "told_at",
                    models.DateTimeField(help_text="When they were written to that the invitation came.", null=True),
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
                "constraints": [models.UniqueConstraint(fields=("invitation",), name="one_inviter_for_an_invitation")],
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
                (
                    "side",
                    models.CharField(
                        choices=[("organiser", "Who invites"), ("pace", "PACE")],
                        help_text="Who wrote it.",
                        max_length=10,
                    ),
                ),
                ("written_at", models.DateTimeField(help_text="When.")),
                ("text", models.TextField(help_text="What was written.")),
                ("mailed_at", models.DateTimeField(help_text="When it went out by e-mail.", null=True)),
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
                    "written_by",
                    models.ForeignKey(
                        help_text="The member of PACE who wrote it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["written_at", "id"],
                "indexes": [models.Index(fields=["invitation", "written_at"], name="message_of_invitation")],
            },
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["unit", "state", "answer_by"], name="invitation_waiting"),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["unit", "starts_at"], name="invitation_by_day"),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["organisation", "-starts_at"], name="invitation_of_organisation"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(condition=models.Q(("minutes__gt", 0)), name="invitation_lasts"),
        ),
    ]
