"""Of which areas, types and days each file of counts tells; of earlier files, as far as their counts still show."""

from calendar import monthrange
from typing import Any

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Max, Min

import offramp.kernel.ids
from offramp.kernel.ids import new_id


def tell(apps: Any, _schema_editor: Any) -> None:
    """Write of which areas and days the files tell that were read earlier."""
    counts = apps.get_model("prevention", "CallCount").objects
    told = apps.get_model("prevention", "CountedArea").objects
    for file in apps.get_model("prevention", "CallFile").objects.all():
        of_it = counts.filter(file=file)
        file.call_types = sorted({*of_it.values_list("call_type", flat=True).distinct()})
        file.save(update_fields=["call_types"])
        areas = of_it.values("branch", "neighbourhood").annotate(
            first=Min("starts_on"), latest=Max("starts_on"), last=Max("ends_on")
        )
        for each in areas.order_by("branch", "neighbourhood"):
            month = each["latest"].replace(day=monthrange(each["latest"].year, each["latest"].month)[1])
            told.create(
                id=new_id(),
                file=file,
                branch_id=each["branch"],
                neighbourhood_id=each["neighbourhood"],
                first_on=max(file.first_on, each["first"].replace(day=1)),
                last_on=min(file.last_on, max(each["last"], month)),
            )


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
        ("prevention", "0002_taken_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="callfile",
            name="call_types",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80),
                default=list,
                help_text="The types of calls it tells of.",
                size=None,
            ),
        ),
        migrations.CreateModel(
            name="CountedArea",
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
                ("first_on", models.DateField(help_text="The first day it tells of there.")),
                ("last_on", models.DateField(help_text="The last day it tells of there.")),
                (
                    "branch",
                    models.ForeignKey(
                        help_text="Told of a whole branch.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.branch",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        help_text="Which file tells.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="areas",
                        to="prevention.callfile",
                    ),
                ),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        help_text="Or told of one neighbourhood.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.neighbourhood",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("branch__isnull", True), ("neighbourhood__isnull", True), _connector="XOR"),
                        name="told_of_one_area",
                    )
                ],
            },
        ),
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
