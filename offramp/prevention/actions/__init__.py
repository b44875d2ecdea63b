"""Writes of problems: each is required of a role, checked by the rules, and audited in its own transaction."""
