"""Settings for the tests: cheap password hashes, static files as they lie, mail kept in memory."""

import os
from pathlib import Path

os.environ.setdefault("OFFRAMP_HOME", str(Path(__file__).resolve().parents[2] / "build" / "test"))

from offramp.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
KEYSTORE_SECRETS = ["bkVnM2Jtc3R0dHh5cTlZcHk4cWhvN0lqc1F6N2RfY1U="]  # as in the processes that the tests start
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True  # nothing is collected for the tests
