from django.db import migrations

from offramp.kernel.sealed import SealedTextField
from offramp.kernel.sealed.moving import seal_column


class Migration(migrations.Migration):
    dependencies = [("activities", "0001_initial")]

    operations = [
        *seal_column(
            "activities",
            "activitynote",
            "text",
            SealedTextField(max_length=20000, blank=True, of=("person_id", "activity_id"), help_text="The note."),
        ),
    ]
