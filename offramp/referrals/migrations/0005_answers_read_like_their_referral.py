from django.db import migrations, models

LIKE_ITS_REFERRAL = """
UPDATE referrals_answer a SET category = 'referral'
FROM referrals_referralterms t WHERE t.referral_id = a.referral_id AND t.category = 'health'
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0004_histories")]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="category",
            field=models.CharField(
                choices=[
                    ("identity", "Names, birth date, contact, language"),
                    ("profile", "How they describe themselves"),
                    ("whereabouts", "Where, when and with whom they are found"),
                    ("safety", "How to approach"),
                    ("contact_log", "Facts of police contact"),
                    ("plan", "Goals, steps, appointments"),
                    ("support_notes", "What was told to a navigator"),
                    ("health", "Health"),
                    ("referral", "What went to whom, and the answer"),
                    ("consent", "Consents"),
                ],
                default="plan",
                help_text="Plan, or referral if the service tells health.",
                max_length=20,
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(LIKE_ITS_REFERRAL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("category__in", ["plan", "referral"])), name="answer_is_plan_or_referral"
            ),
        ),
    ]
