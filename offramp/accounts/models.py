"""Users, the offices they hold, the units and teams they work in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Func

from offramp.accounts.enums import Tier, UnitKind
from offramp.areas.models import Branch
from offramp.kernel.data import internal
from offramp.kernel.ids import new_id
from offramp.kernel.models import Row


class Unit(Row):
    """A part of the service whose members share a duty: HELP, Patrol, the privacy office."""

    name = internal(models.CharField(max_length=80, unique=True, help_text="Name of the unit."))
    kind = internal(models.CharField(max_length=10, choices=UnitKind, help_text="What it does."))

    def __str__(self) -> str:
        return self.name


class Team(Row):
    """Officers and navigators who work together: the core team, or the team of one branch."""

    unit = internal(models.ForeignKey(Unit, models.PROTECT, related_name="teams", help_text="The unit it belongs to."))
    name = internal(models.CharField(max_length=80, unique=True, help_text="Name of the team."))
    tier = internal(
        models.CharField(max_length=10, choices=Tier, help_text="Core team, branch team, or the one team of a unit.")
    )
    branch = internal(
        models.OneToOneField(Branch, models.PROTECT, null=True, related_name="+", help_text="The branch it serves.")
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tier=Tier.BRANCH, branch__isnull=False)
                | (~models.Q(tier=Tier.BRANCH) & models.Q(branch__isnull=True)),
                name="team_of_a_branch_has_its_branch",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who signs in. What they may do comes from their posting, never from the account."""

    id = internal(models.UUIDField(primary_key=True, default=new_id, editable=False, help_text="Key of the row."))
    username = internal(models.CharField(max_length=150, unique=True, help_text="What they sign in with."))
    password = internal(models.CharField(max_length=128, help_text="Hash of the password; never the password."))
    last_login = internal(models.DateTimeField(null=True, blank=True, help_text="When they last signed in."))
    email = internal(models.EmailField(blank=True, help_text="Work address, for notices without content."))
    name = internal(models.CharField(max_length=120, help_text="Name with rank or title, as colleagues see it."))
    phone = internal(models.CharField(max_length=40, blank=True, help_text="Work phone."))
    is_active = internal(models.BooleanField(default=True, help_text="May sign in."))
    joined_at = internal(models.DateTimeField(help_text="When the account was made."))
    language = internal(models.CharField(max_length=10, default="en", help_text="Language of the screens."))

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Posting(Row):
    """A user holds a role, in a unit or at an agency, from then until then. One role at a time acts."""

    user = internal(models.ForeignKey(User, models.PROTECT, related_name="postings", help_text="Who."))
    role = internal(models.CharField(max_length=30, help_text="The role, one of `access.enums.Role`."))
    unit = internal(models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", help_text="In which unit."))
    agency = internal(models.UUIDField(null=True, help_text="The agency that employs them, by its id."))
    starts_at = internal(models.DateTimeField(help_text="From when."))
    ends_at = internal(models.DateTimeField(null=True, help_text="Until when; empty while it lasts."))
    posted_by = internal(models.UUIDField(null=True, help_text="The administrator who posted them."))

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unit__isnull=False) | models.Q(agency__isnull=False),
                name="posting_has_a_unit_or_an_agency",
            ),
            ExclusionConstraint(
                name="posting_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        Func("starts_at", "ends_at", function="TSTZRANGE", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]


class Membership(Row):
    """A user works in a team from then until then."""

    user = internal(models.ForeignKey(User, models.PROTECT, related_name="memberships", help_text="Who."))
    team = internal(models.ForeignKey(Team, models.PROTECT, related_name="memberships", help_text="In which team."))
    starts_at = internal(models.DateTimeField(help_text="From when."))
    ends_at = internal(models.DateTimeField(null=True, help_text="Until when; empty while it lasts."))

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["user", "team"], name="membership_user_team")]
