from django.db import migrations

from offramp.kernel.sealed import SealedTextField
from offramp.kernel.sealed.moving import seal_column


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_sealed_texts")]

    operations = [
        *seal_column(
            "casework",
            "breakglass",
            "reason",
            SealedTextField(max_length=1000, help_text="The danger to life, in the opener's words."),
        ),
        *seal_column(
            "casework",
            "glassreview",
            "words",
            SealedTextField(max_length=2000, help_text="Why, in the privacy officer's words."),
        ),
        *seal_column(
            "casework",
            "glassreview",
            "follow_up",
            SealedTextField(max_length=2000, blank=True, help_text="What follows from it, for whom."),
        ),
        *seal_column(
            "casework", "case", "reason", SealedTextField(max_length=300, blank=True, help_text="Why case management.")
        ),
        *seal_column(
            "casework", "goal", "words", SealedTextField(max_length=300, help_text="The goal, as they say it.")
        ),
        *seal_column("casework", "step", "words", SealedTextField(max_length=300, help_text="What will be done.")),
        *seal_column(
            "casework",
            "closure",
            "words",
            SealedTextField(max_length=500, blank=True, help_text="In the person's own words, if they will."),
        ),
    ]
