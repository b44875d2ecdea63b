from django.db import migrations

from offramp.kernel.sealed import SealedTextField
from offramp.kernel.sealed.moving import seal_kept_column

FOLLOW = """
UPDATE casework_step s SET category = 'health'
FROM casework_goal g WHERE g.id = s.goal_id AND g.category = 'health' AND s.category <> 'health'
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0008_cover_and_requests_histories")]

    operations = [
        migrations.RunSQL(FOLLOW, migrations.RunSQL.noop),
        *seal_kept_column(
            "casework",
            "seat",
            "reason",
            SealedTextField(max_length=200, blank=True, help_text="Why they joined or were asked to."),
        ),
        *seal_kept_column(
            "casework", "seat", "end_reason", SealedTextField(max_length=200, blank=True, help_text="Why it ended.")
        ),
    ]
