import django.contrib.postgres.fields
from django.db import migrations, models

import offramp.kernel.ids
from offramp.kernel.partitions import CreatePartitioned


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreatePartitioned(
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
                ("at", models.DateTimeField(help_text="When.")),
                ("verb", models.CharField(help_text="What, as context.happening: `referral.sent`.", max_length=60)),
                (
                    "actor_kind",
                    models.CharField(help_text="One of user, card, link, system, service, public.", max_length=10),
                ),
                (
                    "actor",
                    models.UUIDField(help_text="Who: a user, a link, a service; empty for the public.", null=True),
                ),
                ("role", models.CharField(blank=True, help_text="The role they acted in.", max_length=30)),
                ("posting", models.UUIDField(help_text="The posting they acted in.", null=True)),
                ("subject", models.UUIDField(help_text="The row it was done to.", null=True)),
                ("about", models.UUIDField(help_text="The person, referral or intake it concerns.", null=True)),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        default=list,
                        help_text="Names of fields that changed, no values.",
                        size=None,
                    ),
                ),
                ("request", models.UUIDField(help_text="The request it was done in.", null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["about", "id"], name="entry_about"),
                    models.Index(fields=["actor", "id"], name="entry_actor"),
                    models.Index(fields=["subject", "id"], name="entry_subject"),
                ],
            },
        ),
        CreatePartitioned(
            name="Look",
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
                ("reader", models.UUIDField(help_text="The user who looked.", null=True)),
                ("role", models.CharField(blank=True, help_text="The role they looked in.", max_length=30)),
                ("posting", models.UUIDField(help_text="The posting they looked in.", null=True)),
                ("route", models.CharField(help_text="Name of the route, never its address.", max_length=120)),
                ("purpose", models.CharField(blank=True, help_text="The purpose they stated.", max_length=60)),
                ("request", models.UUIDField(help_text="The request.", null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["reader", "id"], name="look_reader")],
            },
        ),
        CreatePartitioned(
            name="LookSubject",
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
                ("look", models.UUIDField(help_text="The look it belongs to.")),
                ("at", models.DateTimeField(help_text="When.")),
                ("reader", models.UUIDField(help_text="The user who looked.", null=True)),
                ("stream", models.CharField(help_text="The stream of the subject.", max_length=20)),
                ("subject", models.UUIDField(help_text="Whom it was about.")),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), help_text="What was shown of them.", size=None
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject", "id"], name="looksubject_subject"),
                    models.Index(fields=["look"], name="looksubject_look"),
                ],
            },
        ),
    ]
