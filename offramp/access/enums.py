"""The words of the wall: streams, categories, bases, roles, permissions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stream(TextChoices):
    """Walls stand between streams; nothing crosses but a new referral with consent."""

    SUPPORT = "support", _("Support")
    MEASURES = "measures", _("Measures")
    ENGAGEMENT = "engagement", _("Engagement")


class Category(TextChoices):
    """What a row tells about a person. One table holds one category, or says it in each row."""

    IDENTITY = "identity", _("Names, birth date, contact, language")
    PROFILE = "profile", _("How they describe themselves")
    WHEREABOUTS = "whereabouts", _("Where, when and with whom they are found")
    SAFETY = "safety", _("How to approach")
    CONTACT_LOG = "contact_log", _("Facts of police contact")
    PLAN = "plan", _("Goals, steps, appointments")
    SUPPORT_NOTES = "support_notes", _("What was told to a navigator")
    HEALTH = "health", _("Health")
    REFERRAL = "referral", _("What went to whom, and the answer")
    CONSENT = "consent", _("Consents")


class EngagementCategory(TextChoices):
    """What a row of Engagement tells. It has no link to persons in anybody's care."""

    EVENTS = "events", _("Invitations, events, what was heard and promised")
    ORGANISER = "organiser", _("Who invites, how to reach them, what they write")
    ROSTER = "roster", _("Who is a member, and who goes where")
    MEMBER = "member", _("What a member can, knows and wishes, and when they can't come")


class MeasuresCategory(TextChoices):
    """What a row tells of a young person's measure. Nothing of it stands beside anything of Support."""

    YOUTH = "youth", _("The young person, and who looks after them")
    MEASURE = "measure", _("What was considered, what was decided, and why")
    PROGRAM = "program", _("The program: needs, agreement, what was done")
    CONFERENCE = "conference", _("What was said in a meeting")
    VICTIM = "victim", _("Who was harmed, and what they want")
    SCHOOL = "school", _("What was given to schools and care professionals")
    SELF_DESCRIBED = "self_described", _("How a young person describes themselves")
    QUEUE = "queue", _("That a referral waits, without a name")


class OversightCategory(TextChoices):
    """What a row tells of a look that somebody has to answer for."""

    EMERGENCY = "emergency", _("Files opened because of danger to life: by whom, why, how it was judged")
    REQUESTED = "requested", _("Requests to see more of a file: by whom, why, until when")
    OPENED = "opened", _("Young persons' measures opened: by whom, for which purpose of the law")
    RESTRICTED = "restricted", _("Which files are restricted, why, and who is named on them")


class Closeness(TextChoices):
    """Why a file is closed to all but those named on it."""

    RELATIVE = "relative", _("A relative or friend of somebody who works here")
    PROTECTED = "protected", _("A protected person")
    KNOWN = "known", _("Somebody whom everybody knows")


AnyCategory = Category | EngagementCategory | MeasuresCategory | OversightCategory
CATEGORIES = (*Category, *EngagementCategory, *MeasuresCategory, *OversightCategory)
CATEGORY_CHOICES = (
    *Category.choices,
    *EngagementCategory.choices,
    *MeasuresCategory.choices,
    *OversightCategory.choices,
)


class Basis(TextChoices):
    """Why somebody may see something. When the basis ends, the sight ends with the next request."""

    UNIT = "unit", _("You belong to the unit")
    TRIAGE = "triage", _("You are triaging it")
    CARE_TEAM = "care_team", _("You are on the care team")
    REFERRAL = "referral", _("It was sent to your agency")
    CONSENT = "consent", _("The person agreed")
    INCIDENT = "incident", _("You looked it up for an incident")
    OWN = "own", _("You wrote it")
    LINK = "link", _("You hold its secret link")
    BREAK_GLASS = "break_glass", _("You opened it because of danger to life")
    ACCESS_REQUEST = "access_request", _("An access request was allowed, or is open")
    REVIEW = "review", _("You review it")
    PURPOSE = "purpose", _("You said for which of the purposes in the law")
    CONFERENCE = "conference", _("You take part in the meeting")
    ADMINISTERING = "administering", _("You have the young person's case")


class Role(TextChoices):
    PATROL_OFFICER = "patrol_officer", _("Patrol officer")
    HELP_OFFICER = "help_officer", _("HELP officer")
    NAVIGATOR = "navigator", _("Navigator")
    NAVIGATOR_LEAD = "navigator_lead", _("Navigator lead")
    HELP_SUPERVISOR = "help_supervisor", _("HELP supervisor")
    AGENCY_WORKER = "agency_worker", _("Agency worker")
    PACE_COORDINATOR = "pace_coordinator", _("PACE coordinator")
    PACE_MEMBER = "pace_member", _("PACE member")
    YOUTH_OFFICER = "youth_officer", _("Youth officer")
    PREVENTION_OFFICER = "prevention_officer", _("Prevention officer")
    ANALYST = "analyst", _("Analyst")
    PRIVACY_OFFICER = "privacy_officer", _("Privacy officer")
    ADMINISTRATOR = "administrator", _("Administrator")


class LinkRole(TextChoices):
    """Who comes by a secret link, without an account."""

    ORGANISER = "organiser", _("Organiser, by their link")
    ROSTERED = "rostered", _("Member, by the link in a mail")
    SUPERVISOR = "supervisor", _("Supervisor of a member, by the link in a mail")
    CALENDAR = "calendar", _("A member's own calendar, by its feed")


class ServiceRole(TextChoices):
    """What works by itself, without a person: it has a posting, so that the wall and the logs know it by name."""

    PACE_CLERK = "pace_clerk", _("PACE, by itself")
    MEASURES_CLERK = "measures_clerk", _("Young persons' measures, by itself")


class Operation(TextChoices):
    READ = "read", _("Read")
    WRITE = "write", _("Write")


class Permission(TextChoices):
    """What somebody may do. Who may, is in `who_sees_what.MAY`."""

    CONSULT_ASK = "consult.ask", _("Ask HELP for advice or for a team")
    CONSULT_LOG = "consult.log", _("Log a call for whoever phones")
    INTAKE_TRIAGE = "intake.triage", _("Rate and level an intake")
    INTAKE_CLAIM = "intake.claim", _("Claim an intake for a team")
    INTAKE_CLOSE = "intake.close", _("Close an intake")
    ADVICE_GIVE = "advice.give", _("Give advice on an ask")
    ACTIVITY_LOG = "activity.log", _("Log what was done")
    PERSON_SEARCH = "person.search", _("Search for a person")
    PERSON_CREATE = "person.create", _("Open a file for a person")
    PERSON_EDIT = "person.edit", _("Change a person's particulars")
    NOTICE_SET = "notice.set", _("Put a version of the collection notice in force")
    STATUS_SET = "status.set", _("Record a change of status")
    SAFETY_WRITE = "safety.write", _("Write a safety card")
    SAFETY_REVIEW = "safety.review", _("Review a safety card")
    SAFETY_LOOK_UP = "safety.look_up", _("Look up a safety card for an incident")
    CONSENT_RECORD = "consent.record", _("Record a consent")
    CONSENT_WITHDRAW = "consent.withdraw", _("Withdraw a consent")
    WITHDRAWAL_ACKNOWLEDGE = "withdrawal.acknowledge", _("Say that one knows a consent was taken back")
    DISCLOSURE_RECORD = "disclosure.record", _("Write down what was told of a person")
    LEDGER_READ = "ledger.read", _("Read the register of what was told of people")
    DEMAND_KEEP = "demand.keep", _("Keep the register of legal demands")
    AGREEMENT_KEEP = "agreement.keep", _("Keep the agreements under which agencies receive anything")
    REFERRAL_SEND = "referral.send", _("Send a referral")
    REFERRAL_ANSWER = "referral.answer", _("Answer a referral")
    REFERRAL_REVOKE = "referral.revoke", _("Call a referral back")
    CARE_TEAM_CHANGE = "care_team.change", _("Change a care team")
    ACCESS_ASK = "access.ask", _("Ask to see more of the file of somebody on whose care team one does not sit")
    ACCESS_ANSWER = "access.answer", _("Answer who asks to see more of a file, and end what was allowed")
    NAVIGATOR_COVER = "navigator.cover", _("Cover for a navigator of one's own agency, and read how much each has")
    CASE_ACCEPT = "case.accept", _("Accept into case management")
    CASE_PLAN = "case.plan", _("Write goals and steps")
    CASE_NOTE = "case.note", _("Write a support note")
    CASE_MOVE = "case.move", _("Move a case to its next phase")
    CASE_CLOSE = "case.close", _("Close a case")
    FILE_RESTRICT = "file.restrict", _("Restrict a file to those named on it")
    FILE_TWINS = "file.twins", _("Look after restricted files, and after new files that may be the same as one")
    GLASS_BREAK = "glass.break", _("Open more of a file because of danger to life, for some hours")
    GLASS_REVIEW = "glass.review", _("Judge whether a file was rightly opened because of danger to life")
    INVITATION_DECIDE = "invitation.decide", _("Decide about an invitation, and write to who invites")
    MAIL_SORT = "mail.sort", _("Sort the mails that come to PACE")
    MEMBER_MANAGE = "member.manage", _("Keep the members of PACE, their trainings and their ladder")
    MEMBER_OWN = "member.own", _("Say what one can, knows and wishes, and when one can't come")
    ROSTER_MANAGE = "roster.manage", _("Ask members, roster them, propose a month")
    PLACE_ANSWER = "place.answer", _("Sign up for an event, say yes or no, drop out")
    DEBRIEF_TELL = "debrief.tell", _("Tell how an event was, what was heard and promised")
    CONCERN_MANAGE = "concern.manage", _("Give concerns an owner, answer them, keep promises")
    ENGAGEMENT_READ = "engagement.read", _("Read whom PACE reaches, and the annual report")
    MEASURE_CONSIDER = "measure.consider", _("Consider a measure for a young person before a charge")
    MEASURE_OPEN = "measure.open", _("Open a young person's measures for a purpose in the law")
    MEASURE_ADMINISTER = "measure.administer", _("Lead a young person through a program")
    MEASURE_TAKE_PART = "measure.take_part", _("Take part in a meeting about a young person's measure")
    MEASURE_ANSWER = "measure.answer", _("Answer a young person who asks what is held about them")
    MEASURE_PUT_RIGHT = "measure.put_right", _("Put a measure's record right, or destroy one that should not be")
    MEASURE_DISPOSE = "measure.dispose", _("Dispose of measures whose clock ran out")
    PROGRAM_KEEP = "program.keep", _("Keep the programs: their steps, items and words")
    FAIRNESS_READ = "fairness.read", _("Read whether measures were offered fairly")
    SUPPORT_OFFER = "support.offer", _("Refer a young person to HELP, with their consent")
    THEME_READ = "theme.read", _("Read PACE's themes as numbers")
    PROBLEM_READ = "problem.read", _("Read problems, their assessments and counts of calls")
    PROBLEM_KEEP = "problem.keep", _("Work on problems, import counts of calls, keep the directory of work units")
    HAND_OFF_ANSWER = "hand_off.answer", _("Answer what is handed to one's own work unit")
    RESULT_BRING = "result.bring", _("Bring results back to those who raised a problem")
    BULLETIN_READ = "bulletin.read", _("Read the bulletin")
    ACCOUNT_MANAGE = "account.manage", _("Manage accounts and postings")
    LOG_READ = "log.read", _("Read the audit and read logs")
