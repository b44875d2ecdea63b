"""The guide's tables, made from the code that decides: who reads and writes what, and which settings there are."""

import ast
from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.translation import override

from offramp.access.enums import CATEGORIES, AnyCategory, Basis, Operation, Permission, Role
from offramp.access.who_sees_what import MAY, READS, WRITES, allows
from offramp.kernel.database import PROJECT, setting_name
from offramp.kernel.roles import Role as DatabaseRole

SETTINGS: Final = PROJECT / "offramp" / "config" / "settings.py"
MEANINGS: Final = {
    "DATABASE_URL": "The database, as its owner: `postgresql://user:password@host/database`. For `roles`, `migrate` "
    "and `doctor` alone: what goes on running does not start with it. Without any address the embedded server is used.",
    "APP_DATABASE_URL": "The same database as the web process's role; `offramp roles` prints it.",
    "JOB_DATABASE_URL": "The same database as the worker's role.",
    "SEAL_DATABASE_URL": "The same database as the sealer's role, which reads the logs and adds blocks.",
    "BACKUP_DATABASE_URL": "The same database as the role that may dump everything and change nothing.",
    "OFFRAMP_HOME": "The folder of this installation: static pages, and with the embedded server its data and secrets.",
    "SECRET_KEY": "Signs sessions, form tokens and links. Make one: `offramp secret`.",
    "KEYSTORE_URL": "The database of the keys that texts are sealed with, apart from the others: "
    "`postgresql://user:password@host/database`; `offramp roles` prints it. Its backups should live shorter.",
    "KEYSTORE_SECRETS": "Wrap those keys; the first is in use, older ones still open. After adding one in front: "
    "`offramp keys rewrap`. Losing them loses every sealed text. Make one: `offramp secret`.",
    "DRAFT_KEY": "Seals drafts and second factors. Make one: `offramp secret`. Losing it loses both.",
    "SEAL_KEY": "Seals the logs. Make one: `offramp secret`. Give it to the sealer and to whoever runs `offramp audit "
    "verify` or `offramp doctor`, not to the web; whoever has it and the database can seal anything.",
    "SEAL_KEYS_BEFORE": "Keys that sealed before this one, with commas: what they sealed is still proven by them.",
    "SEAL_HEADS": "The folder to which the sealer adds the head of its chain, each day and when it stops; best on "
    "another machine.",
    "DEBUG": "Never on where data are real.",
    "HTTPS": "Cookies only over https, and browsers told to stay there.",
    "BEHIND_PROXY": "A proxy in front sets `X-Forwarded-Proto` and the caller's address; trust them.",
    "ALLOWED_HOSTS": "The names people type, with commas.",
    "CSRF_TRUSTED_ORIGINS": "Other origins that may send forms, with commas; rarely needed.",
    "PASSWORD_LINK_DAYS": "How many days a link to set a password works.",
    "SESSION_HOURS": "A session ends this long after its last request.",
    "OIDC_ISSUER": "The address of the service's identity provider (OpenID Connect), if it has one.",
    "OIDC_NAME": "The words on the button of single sign-on.",
    "OIDC_CLIENT_ID": "Given by the identity provider; needed with OIDC_ISSUER.",
    "OIDC_CLIENT_SECRET": "Given by the identity provider; needed with OIDC_ISSUER.",
    "EMAIL_URL": "The mail server: `smtp+tls://user:password@host:587`. Mails hold no person's name.",
    "MAIL_FROM": "The sender of mails.",
    "TIME_ZONE": "The zone in which times are shown.",
    "SERVICE_NAME": "The police service's name, at the foot of pages.",
    "HELP_NAME": "What the unit of officers and navigators is called.",
    "SITE_URL": "The address people open this site at, for the links in letters.",
    "PACE_NAME": "What the community engagement unit is called.",
    "PACE_LEAD_DAYS": "How many days before an event communities are asked to invite.",
    "PACE_ANSWER_DAYS": "Within how many days whoever invites is promised an answer.",
    "PACE_MONTH_SECONDS": "For how many seconds a month's roster is worked on at most.",
    "PACE_TRAINING_MONTHS": "How many months each training of a member holds; 0 where it does not end.",
    "IMAP_URL": "The program's mailbox: `imaps://user:password@host:993/INBOX`; `imap+tls` for STARTTLS. Without it no "
    "mail is read.",
    "IMAP_KEPT": "The folder of that mailbox to which mails move once they are kept.",
    "PACE_MAILBOX": "The program's own address, such as `pace@example.org`; answers come to `pace+tag@example.org`.",
    "PACE_ASK_BACK": "Ask, once and by mail, for what an invitation by e-mail does not say.",
    "PACE_MAIL_MEGABYTES": "Of a larger mail only the beginning is read; the whole stays in the mailbox.",
    "PACE_ATTACHMENT_MEGABYTES": "Attachments of one mail beyond this are named, and not kept.",
    "MEASURES_KEPT_MONTHS": "For how many months each kind of young person's measure is kept, where the law names "
    "no end. Ours to start with: set your own policy. A sanction's two years are the law's and can't be set.",
    "MEASURE_HOURS": "For how many hours a stated purpose opens a young person's measures.",
    "MEASURE_CAUTIONS": "Whether the service has a program of police cautions.",
    "GLASS_HOURS": "For how many hours danger to life opens more of a person's file.",
    "ACCESS_DAYS": "For how many days at most a request opens more of a file to somebody off the care team. Ours.",
    "COVER_DAYS": "For how many days at most a navigator lead covers for a navigator at a time. Ours.",
    "BRANCH_WORD": "What a patrol area is called.",
    "PREVENTION_NAME": "What the unit that works on problems is called.",
    "WORK_UNIT_WORD": "What a part of the service is called to which problems are handed.",
    "PREVENTION_LEAST_CALLS": "With fewer calls than this in any window, an assessment says that it is too few to say.",
    "PREVENTION_ANSWER_DAYS": "Within how many days a work unit is asked to answer what is handed to it.",
    "YOUTH_PHONE": "The number in letters about young persons' measures. Empty: the work phone of who has the case.",
    "DISPATCH_PHONE": "Whom to call in danger to life.",
    "ON_CALL_PHONE": "The number by which an officer pages the navigator on call. Without it records name no number.",
    "CRISIS_LINE": "The crisis line shown outside the hours of a team.",
    "CONSENT_WARNING_DAYS": "How many days before its end a consent is brought up again.",
    "CONSENT_FROM_AGE": "From which age on somebody under 18 may be found able to agree; below it a guardian decides.",
    "PRIVACY_CONTACT": "Whom people ask about their data.",
    "WEB_CONCURRENCY": "How many web processes.",
    "DISK_FREE_PERCENT": "Below this share of free disk `offramp doctor` is red.",
}


def who_sees_what() -> str:
    """Return docs/guide/who-sees-what.md: what each role reads and writes on which basis, and what it may do."""
    with override(None):
        lines = [
            "# Who sees what",
            "",
            "Made by `offramp guide` from `offramp/access/who_sees_what.py`; don't edit it. The same source makes the "
            "database's policies.",
            "",
            "A cell is the most that a role can get on that basis. About whom is said by grants: a reader gets what "
            "both allow. **R** reads, **W** writes; where a column is missing, the role has nothing on that basis. "
            "An access request opens more of a file to somebody off the care team who asked and was allowed; the "
            "privacy officer's column of that name stands ready, and nothing grants it in Support yet.",
            "",
        ]
        return "\n".join([*lines, *(line for role in Role for line in _of_role(role))])


def settings() -> str:
    """Return docs/guide/settings.md: every setting the environment gives, its default and its meaning."""
    lines = [
        "# Settings",
        "",
        "Made by `offramp guide` from `offramp/config/settings.py`; don't edit it. All come from the environment. "
        "`NAME_FILE` may name a file that holds the value of `NAME`, as secret stores do. A wrong or missing one is "
        "named when anything starts. `LOCAL` is true with the embedded server.",
        "",
        "| setting | default | meaning |",
        "|---|---|---|",
    ]
    defaults = {**{setting_name(role): "" for role in DatabaseRole}, "OFFRAMP_HOME": "`.data`", **_defaults()}
    rows = [f"| `{name}` | {defaults[name] or 'none'} | {MEANINGS[name]} |" for name in MEANINGS if name in defaults]
    return "\n".join([*lines, *rows, ""])


def unexplained() -> list[str]:
    """Return the settings that are read and not explained, and those explained that nothing reads."""
    read = {*_defaults(), "OFFRAMP_HOME", "KEYSTORE_URL", *(setting_name(role) for role in DatabaseRole)}
    return sorted(read.symmetric_difference(MEANINGS))


PAGES: Final = {"who-sees-what.md": who_sees_what, "settings.md": settings}


def _of_role(role: Role) -> Iterator[str]:
    bases = [basis for basis in Basis if basis in READS[role] or basis in WRITES[role]]
    yield from [f"## {role.label}", ""]
    if bases:
        yield f"| what | {' | '.join(str(basis.label) for basis in bases)} |"
        yield f"|---|{'---|' * len(bases)}"
        yield from (_row(role, bases, category) for category in CATEGORIES if _any(role, bases, category))
    else:
        yield "No person's data, on any basis."
    may = [f"- {permission.label}" for permission in Permission if role in MAY[permission]]
    yield from ["", *(["May:", "", *may] if may else ["May do nothing of the list below."]), ""]


def _row(role: Role, bases: list[Basis], category: AnyCategory) -> str:
    return f"| {category.label} | {' | '.join(_cell(role, basis, category) for basis in bases)} |"


def _any(role: Role, bases: list[Basis], category: AnyCategory) -> bool:
    return any(_cell(role, basis, category).strip() for basis in bases)


def _cell(role: Role, basis: Basis, category: AnyCategory) -> str:
    reads, writes = (allows(role, operation, basis, category) for operation in (Operation.READ, Operation.WRITE))
    return " ".join(letter for letter, allowed in (("R", reads), ("W", writes)) if allowed)


def _defaults() -> Mapping[str, str]:
    """Return every setting that settings.py reads, in its order, with its default as written there."""
    return dict(sorted(_readings(ast.parse(SETTINGS.read_text())), key=lambda reading: reading[0]))


def _readings(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="env"), attr=kind), args=[ast.Constant(value=str(name)), *rest]
            ) if kind not in {"fernet_key", "long_key"}:
                given = "" if kind in {"required", "mail", "mailbox"} or not rest else ast.unparse(rest[0])
                yield name, f"`{given}`" if given not in {"", "''", "()"} else ""
