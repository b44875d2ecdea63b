"""`offramp secret`: fresh secrets, as settings."""

import secrets
import sys

from cryptography.fernet import Fernet


def secret(arguments: list[str]) -> None:
    """Print one of each."""
    sys.stdout.write(f"SECRET_KEY={secrets.token_urlsafe(50)}\nDRAFT_KEY={Fernet.generate_key().decode()}\n")
