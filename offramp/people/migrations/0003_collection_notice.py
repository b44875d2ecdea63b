from datetime import UTC, datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import offramp.kernel.ids

ENGLISH = {
    "collects": "The police service and the agencies it works with in this unit write down what is needed to help you:"
    " your name, how to reach you, where we met, what you ask for, and what you decide to tell us. What you tell a"
    " navigator is kept apart from what officers see.",
    "purpose": "To find help with you and keep our promises to you, and for your safety and that of others.",
    "authority": "The province's law on access to information and protection of privacy, and the law on policing. Where"
    " we need your consent, we ask you, and you can take it back on any day.",
    "automated": "The computer suggests how soon somebody should answer, which service may suit, whether two files are"
    " of one person, and who works when. It gives its reasons. A person decides each time, and can decide otherwise.",
    "contact": "Ask the navigator or officer you know, or the privacy officer. You may ask what is held of you, who"
    " looked, and have mistakes put right.",
}
FRENCH = {
    "collects": "Le service de police et les organismes avec lesquels il travaille dans cette unité notent ce qu'il"
    " faut pour vous aider : votre nom, comment vous joindre, où nous nous sommes vus, ce que vous demandez et ce que"
    " vous décidez de nous dire. Ce que vous dites à un intervenant est gardé à part de ce que voient les agents.",
    "purpose": "Pour chercher de l'aide avec vous, tenir nos promesses, et pour votre sécurité et celle des autres.",
    "authority": "La loi de la province sur l'accès à l'information et la protection de la vie privée, et la loi sur la"
    " police. Quand il faut votre consentement, nous le demandons, et vous pouvez le retirer n'importe quel jour.",
    "automated": "L'ordinateur propose dans quel délai répondre, quel service pourrait convenir, si deux dossiers sont"
    " ceux d'une même personne, et qui travaille quand. Il donne ses raisons. Une personne décide chaque fois, et peut"
    " décider autrement.",
    "contact": "Demandez à l'intervenant ou à l'agent que vous connaissez, ou au responsable de la vie privée. Vous"
    " pouvez demander ce qui est noté sur vous, qui l'a regardé, et faire corriger les erreurs.",
}


def ship(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write the first version in both languages; the service puts its own words in force."""
    notice = apps.get_model("people", "CollectionNotice")
    for language, words in (("en", ENGLISH), ("fr", FRENCH)):
        notice.objects.create(language=language, version=1, set_at=datetime(2026, 11, 22, 12, tzinfo=UTC), **words)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_alter_unit_kind"),
        ("people", "0002_twin"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CollectionNotice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=offramp.kernel.ids.new_id,
                        editable=False,
                        help_text="Key of the row.",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("language", models.CharField(help_text="The language of its words.", max_length=8)),
                (
                    "version",
                    models.PositiveIntegerField(help_text="Its number in that language; the highest is in force."),
                ),
                ("collects", models.TextField(help_text="Who collects, and what.", max_length=2000)),
                ("purpose", models.TextField(help_text="What for.", max_length=2000)),
                ("authority", models.TextField(help_text="Under which authority.", max_length=2000)),
                (
                    "automated",
                    models.TextField(help_text="What the computer suggests, and who decides.", max_length=2000),
                ),
                ("contact", models.TextField(help_text="Whom to ask.", max_length=2000)),
                ("set_at", models.DateTimeField(help_text="Since when it is in force.")),
                (
                    "set_by",
                    models.ForeignKey(
                        help_text="Who set it; empty if shipped.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("language", "version"), name="collectionnotice_one_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeGiven",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=offramp.kernel.ids.new_id,
                        editable=False,
                        help_text="Key of the row.",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("aloud", "Told aloud"), ("paper", "On paper"), ("screen", "Shown on a screen")],
                        help_text="How they were given it.",
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(help_text="When.")),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Who gave it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        help_text="Which version.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.collectionnotice",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        help_text="Whom it is about.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit of the person.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person"], name="noticegiven_person")],
            },
        ),
        migrations.RunPython(ship, migrations.RunPython.noop),
    ]
