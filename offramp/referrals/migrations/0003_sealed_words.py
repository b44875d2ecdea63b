from django.db import migrations

from offramp.kernel.sealed import SealedTextField
from offramp.kernel.sealed.moving import seal_column


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_sealed_texts")]

    operations = [
        *seal_column(
            "referrals",
            "referralterms",
            "hoped_for",
            SealedTextField(max_length=300, help_text="What is hoped for, in one sentence."),
        ),
    ]
