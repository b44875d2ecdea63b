from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0008_requests"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ceiling",
            name="basis",
            field=models.CharField(
                choices=[
                    ("unit", "You belong to the unit"),
                    ("triage", "You are triaging it"),
                    ("care_team", "You are on the care team"),
                    ("referral", "It was sent to your agency"),
                    ("consent", "The person agreed"),
                    ("incident", "You looked it up for an incident"),
                    ("own", "You wrote it"),
                    ("link", "You hold its secret link"),
                    ("break_glass", "You opened it because of danger to life"),
                    ("access_request", "An access request was allowed, or is open"),
                    ("review", "You review it"),
                    ("purpose", "You said for which of the purposes in the law"),
                    ("conference", "You take part in the meeting"),
                    ("administering", "You have the young person's case"),
                ],
                help_text="On which basis.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="grant",
            name="basis",
            field=models.CharField(
                choices=[
                    ("unit", "You belong to the unit"),
                    ("triage", "You are triaging it"),
                    ("care_team", "You are on the care team"),
                    ("referral", "It was sent to your agency"),
                    ("consent", "The person agreed"),
                    ("incident", "You looked it up for an incident"),
                    ("own", "You wrote it"),
                    ("link", "You hold its secret link"),
                    ("break_glass", "You opened it because of danger to life"),
                    ("access_request", "An access request was allowed, or is open"),
                    ("review", "You review it"),
                    ("purpose", "You said for which of the purposes in the law"),
                    ("conference", "You take part in the meeting"),
                    ("administering", "You have the young person's case"),
                ],
                help_text="Why: the kind of ground it stands on.",
                max_length=20,
            ),
        ),
    ]
