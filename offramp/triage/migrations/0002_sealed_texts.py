from django.db import migrations

from offramp.kernel.sealed import SealedTextField
from offramp.kernel.sealed.moving import seal_column


class Migration(migrations.Migration):
    dependencies = [("triage", "0001_initial")]

    operations = [
        *seal_column(
            "triage",
            "intake",
            "story",
            SealedTextField(max_length=10000, blank=True, of=("id",), help_text="What else is seen or asked."),
        ),
        *seal_column(
            "triage",
            "advice",
            "text",
            SealedTextField(max_length=5000, of=("intake_id",), help_text="What was advised."),
        ),
    ]
