"""A record is found by the name that was written last: the digest moves from the record to the rows of the name."""

from django.db import migrations, models

MOVE = """
UPDATE diversion_youngperson y SET look_up = d.look_up FROM diversion_measure d WHERE d.id = y.measure_id
"""


class Migration(migrations.Migration):
    dependencies = [("diversion", "0002_shipped_program")]
    operations = [
        migrations.AddField(
            model_name="youngperson",
            name="look_up",
            field=models.CharField(
                db_index=True, default="", help_text="A digest of name and birth date, to find it again.", max_length=64
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="measure", name="look_up"),
    ]
