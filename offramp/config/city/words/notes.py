"""What people tell a navigator, how to approach them, how agencies answer. Nobody here is real."""

from typing import Final

from offramp.activities.enums import Outcome
from offramp.referrals.enums import DeclineReason

TOLD: Final = (
    "Slept badly, and worries about the bag. Wants to go on with the form tomorrow.",
    "Spoke about the brother for the first time. Does not want that known by others.",
    "Proud of the last two weeks. Asked me not to make a thing of it.",
    "Afraid of the building where it happened. We take the other street.",
    "Likes to meet early, before the others are up.",
    "Said that the money goes to an old debt. We made a plan for it.",
    "Misses the language. I gave the times of the drum group.",
    "Does not want the shelter. Says it is the noise, and that it has always been.",
    "Would like to call the mother, and is ashamed. We will do it together.",
    "Laughed today. We talked about hockey for half an hour.",
    "Trusts the landlord, not the neighbour. Asked what to do when he knocks.",
    "Thinks about going back up north in spring.",
)
TOLD_ON_VISITS: Final = (
    "Has not heard from the son since summer. I wrote down the last number.",
    "Would rather be called by the second name from now on, at least by us.",
    "Counts the days until the viewing. We walked by the house to look.",
    "Gave away the old tent. That was hard, and it was a good day.",
    "Did not want to talk about last week, and I did not ask.",
    "Asked if the officer could wait by the car next time.",
)
HEALTH: Final = (
    ("Takes tablets in the morning and forgets them on bad days. Wants a reminder.", "Told by the person"),
    ("Has an appointment for the foot on Thursday.", "Told by the person"),
    ("Day five without using. Sleeps, and eats soup.", "Told by the person"),
    ("The clinic asks for a visit every second week.", "The person, with a letter from the clinic"),
)
FACTS: Final[tuple[tuple[str, Outcome], ...]] = (
    ("Met as arranged, and talked for a while.", Outcome.TALKED),
    ("Found at the usual place. Well, and warm enough.", Outcome.TALKED),
    ("Came along to the office and back.", Outcome.TRANSPORTED),
    ("Went through the next steps together.", Outcome.HELPED),
    ("Brought a bus pass and the form.", Outcome.HELPED),
    ("Stopped by after a call from staff. Calm now.", Outcome.HELPED),
    ("Moved two bags to the new place.", Outcome.HELPED),
)
CARDS: Final = (
    ("Speak from the front and use the first name.\nGive time. Sit if they sit.", "Something warm, and one voice."),
    ("Carry naloxone.\nAsk before you move any of their things.", "Being told what happens next."),
    ("Keep two arm lengths away.\nNo hand on the shoulder.", "A slow start, and a seat by the wall."),
    ("Hard of hearing on the left side.\nWrite it down when it is loud.", "Pen and paper."),
    ("Says no first and yes later. Ask again after a minute.", "A walk outside."),
    ("Startles when woken. Speak first, from a distance.", "Their own name, said twice."),
    ("The dog is calm when it can see its owner. Keep them together.", "A word to the dog."),
    ("Does not like to be filmed.\nOne officer talks, the other stays back.", "Cigarette break first, then questions."),
)
DECLINED: Final = (
    (DeclineReason.FULL, "Full until the end of the month."),
    (DeclineReason.NOT_REACHED, "Called three times at the number we have."),
    (DeclineReason.NOT_ELIGIBLE, "The program takes people with an income only."),
    (DeclineReason.ELSEWHERE, "They would be better served closer to the family."),
)
QUESTIONS: Final = (
    ("Is a shared room all right for the first weeks?", "Yes, with one other person."),
    ("Which language should our worker speak?", "English is fine. Slowly, please."),
    ("Can they come in the morning?", "Yes, any day before ten."),
)
STATUS_REASONS: Final = {
    "in_hospital": "A stay on the ward, told by the person.",
    "in_custody": "Held until court on the old warrant.",
    "missing": "Nobody at the usual places for two weeks.",
    "moved": "Went back to family in another town.",
    "deceased": "Told by the family.",
    "active": "Back, and met again.",
}
THROUGH: Final = ("The front desk of the day centre", "A sister in the city", "Leave word at the library")
SEAT_REASON: Final = "Knows them from earlier visits."
ACCEPT_REASON: Final = (
    "Wants to, and needs more than one visit.",
    "Many calls, and a real wish to change something.",
    "At risk where they stay now, and willing.",
    "Asked for it themselves.",
    "Known to three services, and to none of them well.",
)
OVERRIDE: Final = "Known to the team: better met by daylight, with somebody they trust."
