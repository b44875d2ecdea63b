from django.db import migrations

from offramp.kernel.sealed import SealedTextField
from offramp.kernel.sealed.moving import seal_kept_column


class Migration(migrations.Migration):
    dependencies = [("triage", "0004_tiers")]

    operations = seal_kept_column(
        "triage",
        "intakeclosing",
        "note",
        SealedTextField(max_length=300, blank=True, of=("intake_id",), help_text="Anything to know."),
    )
