from django.db import migrations, models

import offramp.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0004_withdrawal_notices"),
    ]

    operations = [
        migrations.CreateModel(
            name="RenewalMailing",
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
                ("consent", models.UUIDField(help_text="The consent it told of, by its id.", unique=True)),
                ("reader", models.UUIDField(help_text="The user it went to, by their id.")),
                ("at", models.DateTimeField(help_text="When.")),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
