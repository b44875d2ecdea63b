from django.db import migrations

FOLLOW = """
UPDATE casework_step s SET category = 'health'
FROM casework_goal g WHERE g.id = s.goal_id AND g.category = 'health' AND s.category <> 'health'
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_alter_breakglass_role_alter_breakglassbefore_role")]

    operations = [migrations.RunSQL(FOLLOW, migrations.RunSQL.noop)]
