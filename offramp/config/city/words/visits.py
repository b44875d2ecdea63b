"""What the teams write after they met somebody: facts for the contact log."""

from typing import Final

from offramp.activities.enums import Outcome

RESULT = Outcome

INTERACTIONS: Final[tuple[tuple[str, Outcome], ...]] = (
    ("Walked the trail and talked with two campers. Left socks and water.", RESULT.TALKED),
    ("Came by the bus shelter. Fine today, wanted nothing.", RESULT.TALKED),
    ("Brought a bus pass and went through the route together.", RESULT.HELPED),
    ("Filled in the income support form on the bench.", RESULT.HELPED),
    ("Drove somebody to the shelter before the cold night.", RESULT.TRANSPORTED),
    ("Sat with somebody until the meal room opened.", RESULT.HELPED),
    ("Asked about the tent. Will move it by Friday.", RESULT.TALKED),
    ("Looked for somebody the library had called about. Not there.", RESULT.NOT_FOUND),
    ("Offered a ride, which was declined. Left the number.", RESULT.DECLINED),
    ("Talked about the birth certificate, and how to get one.", RESULT.HELPED),
    ("Handed out gloves at the transit centre. Four people, all well.", RESULT.HELPED),
    ("A man asked about detox. A navigator will call in the morning.", RESULT.REFERRED),
    ("Took somebody to the clinic, and waited with her.", RESULT.TRANSPORTED),
    ("Talked about court next week, and how to get there.", RESULT.TALKED),
    ("Found a lost bag, and brought it back.", RESULT.HELPED),
    ("Went with somebody to the bank to open an account.", RESULT.HELPED),
    ("Called a landlord together. The viewing is on Monday.", RESULT.HELPED),
    ("Shared a coffee. He says that he sleeps better at the new place.", RESULT.TALKED),
    ("Asked to be left alone, and was.", RESULT.DECLINED),
    ("Took back a cart to the store together, and talked on the way.", RESULT.TALKED),
    ("Met at the day centre, and made a list of what comes next.", RESULT.REFERRED),
    ("Phoned the sister together. She was glad.", RESULT.HELPED),
)
CALL_OUTCOMES: Final = (
    RESULT.TALKED,
    RESULT.HELPED,
    RESULT.HELPED,
    RESULT.TRANSPORTED,
    RESULT.TRANSPORTED,
    RESULT.REFERRED,
    RESULT.CUSTODY_AVOIDED,
    RESULT.CUSTODY_AVOIDED,
    RESULT.EMS,
    RESULT.DECLINED,
    RESULT.NOT_FOUND,
)
ASSIST_OUTCOMES: Final = (
    RESULT.CUSTODY_AVOIDED,
    RESULT.CUSTODY_AVOIDED,
    RESULT.TRANSPORTED,
    RESULT.TRANSPORTED,
    RESULT.HELPED,
    RESULT.REFERRED,
    RESULT.EMS,
    RESULT.APPREHENDED,
    RESULT.ARRESTED,
    RESULT.DECLINED,
)
