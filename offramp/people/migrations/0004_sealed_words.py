from django.db import migrations

from offramp.kernel.sealed import SealedTextField
from offramp.kernel.sealed.moving import seal_column


class Migration(migrations.Migration):
    dependencies = [("people", "0003_collection_notice")]

    operations = [
        *seal_column(
            "people",
            "selfdescription",
            "gender",
            SealedTextField(max_length=80, blank=True, help_text="Gender in their own words."),
        ),
        *seal_column(
            "people",
            "statuschange",
            "reason",
            SealedTextField(max_length=300, blank=True, help_text="What is known of it."),
        ),
    ]
