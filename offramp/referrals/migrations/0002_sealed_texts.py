from django.db import migrations

from offramp.kernel.sealed import SealedTextField
from offramp.kernel.sealed.moving import seal_column


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial")]

    operations = [
        *seal_column("referrals", "packetitem", "text", SealedTextField(max_length=5000, help_text="What was sent.")),
        *seal_column("referrals", "message", "text", SealedTextField(max_length=2000, help_text="The words.")),
    ]
