"""PACE: communities invite, members go, listen, take concerns away and bring answers back. No person's file is here."""
