import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_seals")]

    operations = [
        migrations.AddField(
            model_name="looksubject",
            name="bases",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20),
                default=list,
                help_text="Why it was open to them: unit, care team, consent.",
                size=None,
            ),
        ),
    ]
