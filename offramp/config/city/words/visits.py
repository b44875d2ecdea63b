"""What the teams write after they met somebody: facts for the contact log."""

from typing import Final

from offramp.activities.enums import Outcome

INTERACTIONS: Final[tuple[tuple[str, Outcome], ...]] = (
    ("Walked the trail and talked with two campers. Left socks and water.", Outcome.TALKED),
    ("Came by the bus shelter. Fine today, wanted nothing.", Outcome.TALKED),
    ("Brought a bus pass and went through the route together.", Outcome.HELPED),
    ("Filled in the income support form on the bench.", Outcome.HELPED),
    ("Drove somebody to the shelter before the cold night.", Outcome.TRANSPORTED),
    ("Sat with somebody until the meal room opened.", Outcome.HELPED),
    ("Asked about the tent. Will move it by Friday.", Outcome.TALKED),
    ("Talked with two men at the library whom staff had worried about. Both fine.", Outcome.TALKED),
    ("Offered a ride, which was declined. Left the number.", Outcome.DECLINED),
    ("Talked about the birth certificate, and how to get one.", Outcome.HELPED),
    ("Handed out gloves at the transit centre. Four people, all well.", Outcome.HELPED),
    ("A man asked about detox. A navigator will call in the morning.", Outcome.REFERRED),
    ("Took somebody to the clinic, and waited with her.", Outcome.TRANSPORTED),
    ("Talked about court next week, and how to get there.", Outcome.TALKED),
    ("Found a lost bag, and brought it back.", Outcome.HELPED),
    ("Went with somebody to the bank to open an account.", Outcome.HELPED),
    ("Called a landlord together. The viewing is on Monday.", Outcome.HELPED),
    ("Shared a coffee. He says that he sleeps better at the new place.", Outcome.TALKED),
    ("Asked to be left alone, and was.", Outcome.DECLINED),
    ("Took back a cart to the store together, and talked on the way.", Outcome.TALKED),
    ("Met at the day centre, and made a list of what comes next.", Outcome.REFERRED),
    ("Phoned the sister together. She was glad.", Outcome.HELPED),
)

FOUND: Final[dict[Outcome, tuple[str, ...]]] = {
    Outcome.HELPED: (
        "Met as arranged, and made a list of what comes next.",
        "Found at the usual place. Filled in the first form together.",
        "Talked for a long while over soup. Wants to go on.",
    ),
    Outcome.REFERRED: (
        "Met, and wants the place we spoke of. The referral follows.",
        "Went through what each agency offers, and chose one.",
    ),
    Outcome.DECLINED: ("Friendly, and wants nothing now. Knows how to reach us.",),
    Outcome.NOT_FOUND: ("Looked at three places. Not found. Left word at the day centre.",),
}
"""What a first visit finds, by what came of it."""
