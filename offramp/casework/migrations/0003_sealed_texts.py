from django.db import migrations

from offramp.kernel.sealed import SealedTextField
from offramp.kernel.sealed.moving import seal_column


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_break_glass")]

    operations = [
        *seal_column("casework", "note", "text", SealedTextField(max_length=20000, help_text="The note.")),
        *seal_column(
            "casework",
            "note",
            "source",
            SealedTextField(max_length=120, blank=True, help_text="For health: who said so, on what authority."),
        ),
    ]
