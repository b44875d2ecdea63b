"""`offramp secret`: fresh secrets, as settings."""

import secrets
import sys

from cryptography.fernet import Fernet


def secret(arguments: list[str]) -> None:
    """Print one of each."""
    fresh = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DRAFT_KEY": Fernet.generate_key().decode(),
        "KEYSTORE_SECRETS": Fernet.generate_key().decode(),
        "SEAL_KEY": secrets.token_urlsafe(50),
    }
    sys.stdout.writelines(f"{name}={value}\n" for name, value in fresh.items())
