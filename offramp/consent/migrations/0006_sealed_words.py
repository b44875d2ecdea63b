from django.db import migrations

from offramp.kernel.sealed import SealedTextField
from offramp.kernel.sealed.moving import seal_column


class Migration(migrations.Migration):
    dependencies = [("consent", "0005_renewal_mailings")]

    operations = [
        *seal_column("consent", "consent", "purpose", SealedTextField(max_length=300, help_text="What for.")),
        *seal_column(
            "consent",
            "consent",
            "heard_by",
            SealedTextField(max_length=200, blank=True, help_text="Who heard it, if oral."),
        ),
        *seal_column(
            "consent",
            "consent",
            "guardian",
            SealedTextField(max_length=200, blank=True, help_text="The guardian or trustee who decided."),
        ),
        *seal_column(
            "consent",
            "consent",
            "capacity_finding",
            SealedTextField(max_length=500, blank=True, help_text="For a minor: why they are found able to decide."),
        ),
        *seal_column(
            "consent", "consent", "present", SealedTextField(max_length=300, blank=True, help_text="Who was present.")
        ),
        *seal_column(
            "consent",
            "withdrawal",
            "words",
            SealedTextField(max_length=300, blank=True, help_text="What they said, if anything."),
        ),
        *seal_column(
            "consent",
            "notnow",
            "note",
            SealedTextField(max_length=300, blank=True, help_text="Why not now, if they said."),
        ),
        *seal_column(
            "consent",
            "disclosure",
            "words",
            SealedTextField(max_length=1000, blank=True, help_text="Why, where nobody was asked."),
        ),
        *seal_column(
            "consent",
            "decision",
            "words",
            SealedTextField(max_length=2000, of=("demand_id",), help_text="Why, in words."),
        ),
    ]
