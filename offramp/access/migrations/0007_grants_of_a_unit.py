"""A grant for the work of a unit says of which: of whichever has the file of the person it is about."""

from django.db import migrations, models

# Below this room nobody knows persons: where the service keeps files already, their table tells the unit.
SAY_WHICH = """
DO $$ BEGIN
  IF to_regclass('people_person') IS NOT NULL THEN
    UPDATE access_grant g SET unit = p.unit_id FROM people_person p
    WHERE p.id = g.subject AND g.basis IN ('triage', 'care_team', 'consent', 'break_glass');
  END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0006_measures"),
    ]

    operations = [
        migrations.AddField(
            model_name="grant",
            name="unit",
            field=models.UUIDField(
                help_text="The unit whose work it is: it opens in an office of that unit alone.", null=True
            ),
        ),
        migrations.RunSQL(SAY_WHICH, migrations.RunSQL.noop),
    ]
