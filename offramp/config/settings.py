"""Django's settings. Whatever differs between installations comes from the environment."""

import secrets

from cryptography.fernet import Fernet
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from offramp.config import logs
from offramp.config.environment import Environment, home, origin_of
from offramp.kernel import database
from offramp.kernel.roles import Role
from offramp.kernel.secrets_file import SecretsFile

env = Environment()
HOME = home()
LOCAL = database.is_embedded()
"""True with the embedded server: a demo or a developer's machine, which makes its own secrets."""

if LOCAL:
    _kept = SecretsFile(HOME / "secrets.json")
    SECRET_KEY = env.text("SECRET_KEY", "") or _kept.get("secret_key", lambda: secrets.token_urlsafe(50))
    DRAFT_KEY = env.text("DRAFT_KEY", "") or _kept.get("draft_key", lambda: Fernet.generate_key().decode())
    SEAL_KEY = env.text("SEAL_KEY", "") or _kept.get("seal_key", lambda: secrets.token_urlsafe(50))
    KEYSTORE_SECRETS = env.listed("KEYSTORE_SECRETS") or [
        _kept.get("keystore_secret", lambda: Fernet.generate_key().decode())
    ]
else:
    SECRET_KEY = env.required("SECRET_KEY", "Set it to 50 random characters: offramp secret")
    DRAFT_KEY = env.required("DRAFT_KEY", "It seals drafts. Make one: offramp secret")
    KEYSTORE_SECRETS = env.listed("KEYSTORE_SECRETS")
    # Of all processes the sealer alone can't do without it, and the others had better not have it.
    SEAL_KEY = (
        env.required("SEAL_KEY", "It seals the logs. Make one: offramp secret")
        if database.current_role() is Role.SEAL
        else env.text("SEAL_KEY", "")
    )
DRAFT_KEY = env.fernet_key("DRAFT_KEY", DRAFT_KEY)
SEAL_KEY = env.long_key("SEAL_KEY", SEAL_KEY)
SEAL_KEYS_BEFORE = env.listed("SEAL_KEYS_BEFORE")
SEAL_HEADS = env.text("SEAL_HEADS", str(HOME / "log"))
KEYSTORE_SECRETS = [env.fernet_key("KEYSTORE_SECRETS", secret) for secret in KEYSTORE_SECRETS]
KEYSTORE_URL = database.keystore_url(HOME)
if database.current_role() is not Role.SEAL and not (KEYSTORE_URL and KEYSTORE_SECRETS):
    env.problems.append(
        "KEYSTORE_URL and KEYSTORE_SECRETS are not both set. They lead to the keys of sealed text: offramp roles prints"
        " the address, offramp secret makes the secret."
    )

DEBUG = env.flag("DEBUG", False)
HTTPS = env.flag("HTTPS", not LOCAL)
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.listed("ALLOWED_HOSTS", LOCAL_HOSTS if LOCAL else ())
if not ALLOWED_HOSTS:
    env.problems.append("ALLOWED_HOSTS is not set. Set it to the names people type, such as offramp.example.org")
CSRF_TRUSTED_ORIGINS = env.listed("CSRF_TRUSTED_ORIGINS")
ROOT_URLCONF = "offramp.config.urls"
WSGI_APPLICATION = "offramp.config.wsgi.application"

# Lowest room first: the order in which imports and foreign keys may point.
ROOMS = [
    "kernel",
    "ui",
    "audit",
    "areas",
    "accounts",
    "access",
    "people",
    "directory",
    "consent",
    "casework",
    "activities",
    "referrals",
    "triage",
    "engagement",
    "diversion",
    "prevention",
    "reporting",
    "desk",
]
INSTALLED_APPS = [
    "offramp.config",
    *(f"offramp.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_cotton",
    "django_htmx",
    "django_structlog",
    "lucide",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",  # early: it also decides for the pages that the next ones refuse with
    "offramp.config.middleware.RequestLog",
    "offramp.ui.web.middleware.RefuseNul",
    "offramp.access.web.middleware.RequestTransaction",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "offramp.config.languages.EnglishInside",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "csp.middleware.CSPMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "libraries": {
                "people": "offramp.people.web.in_words",
                "reach": "offramp.engagement.web.reach.in_words",
            },
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "offramp.ui.web.context.shell",
            ],
        },
    }
]

DATABASES = {"default": env.database(database.current_role(), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = env.whole("PASSWORD_LINK_DAYS", 3, least=1, most=14) * 86_400

# Sign-in. An administrator makes accounts: nobody signs up, resets a password by mail or signs in by a mailed code.
ACCOUNT_ADAPTER = "offramp.accounts.web.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = True  # the session's age says how long, for everyone
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
MFA_ADAPTER = "offramp.accounts.web.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come from the administrator
MFA_TOTP_ISSUER = "Offramp"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# The service's own identity provider, by OpenID Connect, if it has one. It signs in whoever has an account here.
SOCIALACCOUNT_ADAPTER = "offramp.accounts.web.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
OIDC_ISSUER = env.text("OIDC_ISSUER", "")
SINGLE_SIGN_ON = env.text("OIDC_NAME", "Sign in with the service's account") if OIDC_ISSUER else ""
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "VERIFIED_EMAIL": True,
            "APPS": [
                {
                    "provider_id": "service",
                    "name": SINGLE_SIGN_ON,
                    "client_id": env.required("OIDC_CLIENT_ID", "Your identity provider gives it."),
                    "secret": env.required("OIDC_CLIENT_SECRET", "Your identity provider gives it."),
                    "settings": {"server_url": OIDC_ISSUER},
                }
            ],
        }
    }

# Tries at sign-in are counted here, for all web processes together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_tries",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

SESSION_COOKIE_AGE = env.whole("SESSION_HOURS", 12, least=1, most=24) * 3600  # a work shift, from the last request
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.flag("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF, *([origin_of(OIDC_ISSUER)] if OIDC_ISSUER else [])],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("ar", _("Arabic"))]
DRAFT_LANGUAGES = {"ar"}  # no speaker has reviewed it yet: its pages say so, in that language and in English
LOCALE_PATHS = [str(database.PROJECT / "offramp" / "locale")]
USE_TZ = True
TIME_ZONE = env.zone("TIME_ZONE", "America/Edmonton")

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "offramp.ui.storage.OneStylesheet"},
}

for _name, _value in env.mail("EMAIL_URL", HOME / "mail" if LOCAL else None).items():
    globals()[_name] = _value
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "offramp@localhost")

DJANGO_STRUCTLOG_USER_ID_FIELD = None  # reading the user would open a query outside the request's transaction
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
LOGGING = logs.LOGGING
logs.configure()

SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
PACE_LEAD_DAYS = env.whole("PACE_LEAD_DAYS", 21, least=0, most=180)
PACE_ANSWER_DAYS = env.whole("PACE_ANSWER_DAYS", 5, least=1, most=60)
PACE_MONTH_SECONDS = env.whole("PACE_MONTH_SECONDS", 30, least=5, most=600)
PACE_TRAINING_MONTHS = env.numbers(
    "PACE_TRAINING_MONTHS", ["empathy=24", "bias=24", "historic_trauma=36", "anti_racism=36", "linc_instructor=0"]
)

# The program's mailbox.
IMAP_URL = env.mailbox("IMAP_URL")
IMAP_KEPT = env.text("IMAP_KEPT", "Kept")
PACE_MAILBOX = env.text("PACE_MAILBOX", "")
PACE_ASK_BACK = env.flag("PACE_ASK_BACK", True)
PACE_MAIL_MEGABYTES = env.whole("PACE_MAIL_MEGABYTES", 25, least=1, most=200)
PACE_ATTACHMENT_MEGABYTES = env.whole("PACE_ATTACHMENT_MEGABYTES", 10, least=0, most=100)

# With fewer calls than this in any window an assessment says "too few to say".
PREVENTION_LEAST_CALLS = env.whole("PREVENTION_LEAST_CALLS", 10, least=1, most=1000)
# Within how many days a work unit is asked to answer what is handed to it.
PREVENTION_ANSWER_DAYS = env.whole("PREVENTION_ANSWER_DAYS", 14, least=1, most=180)

# For how long danger to life opens more of a person's file to one officer or navigator.
GLASS_HOURS = env.whole("GLASS_HOURS", 4, least=1, most=24)
# For how many days at most a request opens more of a person's file to somebody off the care team.
ACCESS_DAYS = env.whole("ACCESS_DAYS", 14, least=1, most=92)
# For how many days at most a navigator lead covers for a navigator at a time.
COVER_DAYS = env.whole("COVER_DAYS", 14, least=1, most=92)

# Young persons' measures: for how many months a record is kept where the law names no end, for how many hours a purpose
# opens one, whether the service has a program of cautions.
MEASURES_KEPT_MONTHS = env.numbers(
    "MEASURES_KEPT_MONTHS",
    ["no_further_action=6", "warning=12", "caution=12", "referral=18", "charge=12"],
)
MEASURE_HOURS = env.whole("MEASURE_HOURS", 8, least=1, most=72)
MEASURE_CAUTIONS = env.flag("MEASURE_CAUTIONS", True)

# The service's own words.
OFFRAMP = {
    "SERVICE_NAME": env.text("SERVICE_NAME", "Edmonton"),
    "HELP_NAME": env.text("HELP_NAME", "HELP"),
    "PACE_NAME": env.text("PACE_NAME", "PACE"),
    "BRANCH_WORD": env.text("BRANCH_WORD", "branch"),
    "PREVENTION_NAME": env.text("PREVENTION_NAME", "Crime Prevention & Diversion"),
    "WORK_UNIT_WORD": env.text("WORK_UNIT_WORD", "work unit"),
    "YOUTH_PHONE": env.text("YOUTH_PHONE", ""),
    "DISPATCH_PHONE": env.text("DISPATCH_PHONE", "911"),
    "ON_CALL_PHONE": env.text("ON_CALL_PHONE", ""),
    "CRISIS_LINE": env.text("CRISIS_LINE", "988"),
    "PRIVACY_CONTACT": env.text("PRIVACY_CONTACT", "privacy@localhost"),
}
COTTON_ISOLATE_BY_DEFAULT = True  # a component sees what it is given, not the variables of the page around it
CSRF_FAILURE_VIEW = "offramp.ui.web.errors.csrf_failure"
ACCESS_MATRIX = "offramp.config.matrix.ROUTES"
UI_TRAINING = "offramp.config.navigation.is_training"
UI_ALARMS = "offramp.triage.web.alarms.pinned"
UI_SHORTCUTS = "offramp.config.navigation.shortcuts"
UI_NAVIGATION = "offramp.config.navigation.items"
UI_SEARCH = "offramp.config.navigation.search"
UI_ACCOUNT = "offramp.config.navigation.account"
UI_LANGUAGES = "offramp.config.languages.spoken_on"
UI_NOTICES = "offramp.config.navigation.notices"

# What stands on a consent, and is closed in the same transaction when the consent is taken back.
STANDING_ON_CONSENT = ("offramp.referrals.actions.call_back_for_withdrawal",)
# What stands on a consent, and ends with it where its last day was put forward.
ENDING_WITH_CONSENT = ("offramp.referrals.actions.end_with_consent",)
# What a guardian agreed to ends with a birthday: fitted to it in the same transaction when a birth date changes.
STANDING_ON_BIRTH = ("offramp.consent.actions.end_at_of_age",)
# What somebody around a person is called, whom a consent may name; None where there is nobody like that.
NAME_OF_SOMEBODY = "offramp.casework.queries.name_around"
# What stands on an agreement with an agency, and ends with it in the same transaction.
STANDING_ON_AGREEMENT = (
    "offramp.referrals.actions.end_with_agreement",
    "offramp.diversion.actions.end_with_agreement",
)
# The agreements with agencies, for young persons' measures: that room knows nothing else of consents.
AGREEMENT_HELD = "offramp.consent.actions.hold_agreement"
AGENCIES_AGREED = "offramp.consent.queries.agencies_agreed"
# Who has not said yet that they know of a withdrawal, besides officers: the consent and the agency.
NOT_HEARD_OF_WITHDRAWAL = ("offramp.referrals.queries.agencies_not_heard_of",)
# What a page is called, for rooms below the desk that show who looked by which.
PAGE_IN_WORDS = "offramp.desk.queries.page_in_words"
# What PACE counts under a theme, for problems that begin from one: they know nothing else of PACE.
THEME_COUNTED = "offramp.engagement.queries.theme_counted"
CONSENT_WARNING_DAYS = env.whole("CONSENT_WARNING_DAYS", 14, least=1, most=180)
CONSENT_FROM_AGE = env.whole("CONSENT_FROM_AGE", 12, least=0, most=18)
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

WEB_CONCURRENCY = env.whole("WEB_CONCURRENCY", 2, least=1, most=64)
DISK_FREE_PERCENT = env.whole("DISK_FREE_PERCENT", 10, most=100)

env.check()
