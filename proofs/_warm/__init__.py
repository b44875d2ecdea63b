"""One pytest session that stays warm: each test once, watched; then again, for each thing that is broken on purpose.

`hook` changes our modules as they are imported; `session` runs the tests; `checks` and `mutants` say what is broken.
`checking` and `mutating` are plugins of pytest (`-p proofs._warm.checking`): only so they come before Django is set up.
"""

ROOMS_OF_SUPPORT = [
    f"tests/{room}"
    for room in (
        "access",
        "accounts",
        "activities",
        "audit",
        "casework",
        "consent",
        "desk",
        "directory",
        "people",
        "referrals",
        "reporting",
        "triage",
    )
]
