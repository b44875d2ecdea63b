from django.db import migrations

from offramp.kernel.sealed import SealedTextField
from offramp.kernel.sealed.moving import seal_column

ONE_A_LINE = """
ALTER TABLE people_selfdescription ALTER COLUMN identities TYPE text USING array_to_string(identities, chr(10))
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0005_histories")]

    operations = [
        migrations.RunSQL(ONE_A_LINE),
        *seal_column(
            "people",
            "selfdescription",
            "identities",
            SealedTextField(
                max_length=2000, blank=True, help_text="Indigenous or other identity, as declared, one a line."
            ),
        ),
    ]
