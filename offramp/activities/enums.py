"""The four types of activity the bulletin counts, and what came of them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    INTERACTION = "interaction", _("Interaction")
    CALL_PRIMARY = "call_primary", _("Call for service, primary responder")
    CONSULTATION = "consultation", _("Consultation")
    ON_SCENE_ASSIST = "on_scene_assist", _("On-scene assist to Patrol")


class Outcome(TextChoices):
    """What came of it, as one plain fact. Details belong to the note."""

    TALKED = "talked", _("Talked, nothing more wanted")
    HELPED = "helped", _("Helped on the spot")
    TRANSPORTED = "transported", _("Taken somewhere safe")
    REFERRED = "referred", _("Referral to follow")
    CUSTODY_AVOIDED = "custody_avoided", _("Custody avoided")
    APPREHENDED = "apprehended", _("Apprehended under the Mental Health Act")
    ARRESTED = "arrested", _("Arrested")
    EMS = "ems", _("Ambulance took over")
    NOT_FOUND = "not_found", _("Looked for, not found")
    DECLINED = "declined", _("Declined help")
    ADVISED = "advised", _("Advice given")


class NoteKind(TextChoices):
    """Who may read a note: the facts go to the contact log, what was told stays with navigators."""

    FACTS = "facts", _("Facts of the contact")
    TOLD = "told", _("What was told to the navigator")
