"""Programs in French too, with French for the example as it was shipped; amendments that change more than the day."""

from typing import Any

import django.contrib.postgres.fields
from django.db import migrations, models

import offramp.kernel.sealed.fields

PROGRAM = {
    "name": ("DIVERSIONfirst", "DIVERSIONfirst"),
    "about": (
        "For young people of 12 to 17 after a first occurrence without violence. Instead of a charge, they meet"
        " those concerned, agree on what to do, and are supported until it is done.",
        "Pour les jeunes de 12 à 17 ans, après un premier incident sans violence. Au lieu d’une accusation, ils"
        " rencontrent les personnes concernées, conviennent de ce qu’il faut faire et sont soutenus jusqu’à ce que ce"
        " soit fait.",
    ),
    "consent_words": (
        "You can say yes, no, or not now. If you say yes, you take part in a program instead of being"
        " charged. You can take your yes back at any time; then an officer decides again what happens. What you say"
        " in the meeting stays with those who are there. You may talk with a lawyer first.",
        "Tu peux dire oui, non ou pas maintenant. Si tu dis oui, tu participes à un programme au lieu d’être accusé."
        " Tu peux retirer ton oui en tout temps; alors un policier décide de nouveau de la suite. Ce que tu dis à la"
        " rencontre reste entre les personnes présentes. Tu peux d’abord parler à un avocat.",
    ),
}
ITEMS = {
    "Written apology": "Excuses écrites",
    "Apology in person": "Excuses en personne",
    "Volunteering": "Bénévolat",
    "Reflection": "Réflexion",
    "Learning a skill": "Apprendre un savoir-faire",
    "Making good the damage": "Réparer le tort causé",
}


def into_french(apps: Any, _schema_editor: Any) -> None:
    """Give the example its French, where its English still says what was shipped."""
    program = apps.get_model("diversion", "Program").objects.filter(code="diversionfirst").first()
    if program is None:
        return
    for field, (english, french) in PROGRAM.items():
        if getattr(program, field) == english:
            setattr(program, f"{field}_fr", french)
    program.save()
    for kind in apps.get_model("diversion", "ItemKind").objects.filter(program=program, name__in=ITEMS):
        kind.name_fr = ITEMS[kind.name]
        kind.save()


class Migration(migrations.Migration):
    dependencies = [
        ("diversion", "0002_shipped_program"),
    ]

    operations = [
        migrations.AddField(
            model_name="itemevent",
            name="agreed_by",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("facilitator", "Leads the meeting"),
                        ("young_person", "The young person"),
                        ("guardian", "Parent or guardian"),
                        ("victim", "Was harmed"),
                        ("for_victim", "Speaks for who was harmed"),
                        ("supporter", "Supports somebody"),
                        ("partner", "A partner agency"),
                        ("elder", "Elder"),
                    ],
                    max_length=12,
                ),
                default=list,
                help_text="Who agreed, to a change or an end.",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="itemevent",
            name="new_helper",
            field=offramp.kernel.sealed.fields.SealedTextField(
                blank=True, help_text="Who helps now, where it was changed.", max_length=100, of=("measure_id",)
            ),
        ),
        migrations.AddField(
            model_name="itemevent",
            name="new_hours",
            field=models.PositiveSmallIntegerField(help_text="How many hours now, where it was changed.", null=True),
        ),
        migrations.AddField(
            model_name="itemevent",
            name="new_words",
            field=offramp.kernel.sealed.fields.SealedTextField(
                blank=True, help_text="What exactly now, where it was changed.", max_length=500, of=("measure_id",)
            ),
        ),
        migrations.AddField(
            model_name="itemkind",
            name="name_fr",
            field=models.CharField(blank=True, help_text="What it is called in French.", max_length=80),
        ),
        migrations.AddField(
            model_name="program",
            name="about_fr",
            field=models.TextField(blank=True, help_text="What it is, in plain French.", max_length=2000),
        ),
        migrations.AddField(
            model_name="program",
            name="consent_words_fr",
            field=models.TextField(
                blank=True, help_text="What is said in French when consent is asked.", max_length=2000
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="name_fr",
            field=models.CharField(blank=True, help_text="What it is called in French.", max_length=100),
        ),
        migrations.AlterField(
            model_name="program",
            name="is_open",
            field=models.BooleanField(default=True, help_text="Young people may be sent to it."),
        ),
        migrations.RunPython(into_french, migrations.RunPython.noop),
    ]
