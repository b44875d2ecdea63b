"""What patrol, agencies and neighbours see and ask: situations at a call, and reasons for a referral to HELP."""

from dataclasses import dataclass
from typing import Final

from offramp.activities.enums import Outcome
from offramp.triage.enums import Dimension, Rated, Seen, Urgency

S, U, D, R = Seen, Urgency, Dimension, Rated
HIGH, SOME, ACUTE, NONE = R.HIGH, R.SOME, R.ACUTE, R.NONE


@dataclass(frozen=True, slots=True)
class Situation:
    """What is seen at a call: facts, not ratings; what a triager makes of it; what is advised, and what comes of it."""

    title: str
    story: str
    seen: tuple[Seen, ...]
    urgency: Urgency
    ratings: tuple[tuple[Dimension, Rated], ...]
    advice: str
    facts: str
    outcome: Outcome
    place: str


CALLS: Final = (
    Situation(
        "Man asleep at a bus shelter, hard to wake",
        "Breathing well, answers after a while. Wet shoes, no gloves. Says he missed the shelter bus.",
        (S.NOT_WAKING, S.COLD),
        U.NOW,
        ((D.SELF, HIGH), (D.HOUSELESSNESS, HIGH)),
        "Wake him fully before moving him, and keep him warm. The overnight shelter still takes people; we can drive.",
        "Found asleep and cold, woke when spoken to. Warmed up in the car and taken to a shelter.",
        Outcome.TRANSPORTED,
        "Bus shelter by the gas station",
    ),
    Situation(
        "Woman in a stairwell, will not leave, no one hurt",
        "The caretaker called. She says she is waiting for somebody. Two bags with her, calm.",
        (S.NO_HOME, S.ASKS_FOR_HELP),
        U.NOW,
        ((D.VICTIMIZATION, SOME), (D.HOUSELESSNESS, HIGH)),
        "Ask what would make the night safe for her. The women's shelter has space until ten; offer the ride first.",
        "Talked with her and the caretaker. She left on her own terms and took a ride to a shelter.",
        Outcome.TRANSPORTED,
        "Stairwell of an apartment block",
    ),
    Situation(
        "Shouting in the food court, nobody touched",
        "A man answers voices and paces. Security keeps people back. He said he has not slept.",
        (S.VOICES, S.CONFUSED),
        U.NOW,
        ((D.SELF, SOME), (D.MENTAL_HEALTH, HIGH), (D.COMMUNITY, SOME)),
        "One voice, low and slow, and some space. Offer water and a seat away from the crowd. We are coming.",
        "Spoke with him away from the crowd until he was calm. Walked with him to a quieter place.",
        Outcome.TALKED,
        "Shopping centre, food court",
    ),
    Situation(
        "Trespass again at the same store, third call this week",
        "Staff know him. He comes in to get warm and will not leave at closing. Never violent.",
        (S.COLD, S.REPEAT_CALLS, S.NO_HOME),
        U.TODAY,
        ((D.OFFENDING, SOME), (D.HOUSELESSNESS, HIGH)),
        "A ticket will not change it. Tell him where he can be warm after nine, and tell the store we will come by.",
        "Told of the ban and of places that are open. Agreed with the store on what to do next time.",
        Outcome.TALKED,
        "Convenience store",
    ),
    Situation(
        "Intoxicated in public, sitting on the curb",
        "Unsteady, pleasant, wants to go home and does not know the bus.",
        (S.INTOXICATED,),
        U.NOW,
        ((D.SELF, SOME), (D.ADDICTIONS, SOME)),
        "Stay until he is steady. If he cannot walk straight in half an hour, call us again and we drive.",
        "Sobering up, no injuries. Given a ride to a friend's home.",
        Outcome.TRANSPORTED,
        "In front of the grocery store",
    ),
    Situation(
        "Check on welfare: not seen for four days",
        "A neighbour calls. Mail at the door, lights on. She usually feeds the birds every morning.",
        (),
        U.TODAY,
        ((D.SELF, SOME),),
        "Knock and use her first name. If there is no answer, ask the caretaker for the key before you force the door.",
        "She answered the door. She had the flu. Left food and the number to call.",
        Outcome.HELPED,
        "Apartment on the third floor",
    ),
    Situation(
        "Young woman afraid of a man who waits outside",
        "She came into the library and asked staff for help. He left when patrol came.",
        (S.AFRAID_OF_SOMEONE, S.ASKS_FOR_HELP),
        U.NOW,
        ((D.VICTIMIZATION, HIGH),),
        "Do not let her leave alone. Ask her, out of his hearing, where she feels safe. We can find a place tonight.",
        "Spoke with her alone. She chose a safe place, and was driven there.",
        Outcome.TRANSPORTED,
        "Library, front desk",
    ),
    Situation(
        "Two people using in a washroom",
        "Staff found gear. Both awake and talking. One asked about treatment.",
        (S.DRUGS_SEEN, S.ASKS_FOR_HELP),
        U.TODAY,
        ((D.ADDICTIONS, HIGH), (D.SELF, SOME)),
        "Check that both stay awake, and leave naloxone. The one who asks about treatment: a name only if offered.",
        "Both awake and well. Naloxone left with them. One took the number of the recovery program.",
        Outcome.HELPED,
        "Washroom at the transit centre",
    ),
    Situation(
        "Just discharged, nowhere to sleep",
        "He has a hospital band and a bag. The taxi chit brought him downtown.",
        (S.DISCHARGED, S.NO_HOME),
        U.NOW,
        ((D.HOUSELESSNESS, HIGH), (D.SELF, SOME)),
        "Ask to see what the ward gave him to take along, and keep it with him. We call the shelter that has a nurse.",
        "Discharged today without a place to go. A bed was found for the night.",
        Outcome.HELPED,
        "Bench outside the hospital",
    ),
    Situation(
        "Argument between two campers about a tent",
        "Loud, no weapons seen. One wants to move and does not know where to.",
        (S.THREATENING, S.NO_HOME),
        U.TODAY,
        ((D.OTHERS, SOME), (D.HOUSELESSNESS, HIGH)),
        "Separate them and let each talk. Somebody who wants to move can have storage for a week; we will bring bins.",
        "Both calmed down. One moved to another place, and the other stayed.",
        Outcome.HELPED,
        "Tents by the river stairs",
    ),
    Situation(
        "Man says he wants to end it all",
        "Sitting by the railing, feet on the ground, talks with the officer. No weapon.",
        (S.SELF_HARM_WORDS,),
        U.NOW,
        ((D.SELF, ACUTE), (D.MENTAL_HEALTH, HIGH)),
        "Stay within reach, keep him talking, no crowd. Ask him straight if he means to die. We are on the way.",
        "Talked for a long while. He came along to be seen by somebody who can help.",
        Outcome.EMS,
        "Bridge, by the railing",
    ),
    Situation(
        "Older man lost, speaks little English",
        "Neat clothes, a house key, no phone. He points to the west.",
        (S.CONFUSED,),
        U.NOW,
        ((D.VICTIMIZATION, SOME),),
        "Try a greeting in his language; we have somebody who speaks it. Ask transit if a family is looking for him.",
        "His family was found through transit. He was home within the hour.",
        Outcome.HELPED,
        "Transit centre, east doors",
    ),
    Situation(
        "Sleeping in a bank lobby, asked to leave twice",
        "Polite, slow, three coats. Says the shelter is too loud for her.",
        (S.NOT_WAKING, S.COLD, S.NO_HOME),
        U.TODAY,
        ((D.HOUSELESSNESS, HIGH),),
        "There is a quiet floor at the day centre from seven. Tell her that we can keep a mat there under her name.",
        "Woke, warmed up, and went to the day centre with the team.",
        Outcome.TRANSPORTED,
        "Bank entrance, between the doors",
    ),
    Situation(
        "Mother with a child, locked out of a motel",
        "The stay was paid until today. The child is warm and has eaten.",
        (S.CHILD_PRESENT, S.NO_HOME),
        U.NOW,
        ((D.VICTIMIZATION, SOME), (D.HOUSELESSNESS, ACUTE)),
        "Keep them inside. There is a family room that opens after a call from a navigator: we call now.",
        "The motel gave one more night. A family room was arranged from tomorrow.",
        Outcome.HELPED,
        "Motel, front office",
    ),
    Situation(
        "Man threw a chair in the shelter dining room",
        "Nobody hurt. He sits outside now and cries.",
        (S.THREATENING, S.ASKS_FOR_HELP),
        U.NOW,
        ((D.OTHERS, SOME), (D.MENTAL_HEALTH, SOME)),
        "Let him sit. Ask staff if the ban may wait until somebody has talked with him. We come in half an hour.",
        "Talked outside. Staff agreed to a day's pause instead of a ban.",
        Outcome.CUSTODY_AVOIDED,
        "Shelter, dining room",
    ),
    Situation(
        "Shoplifted food, under twenty dollars",
        "The store does not want a charge. He says he has not eaten since yesterday.",
        (S.ASKS_FOR_HELP,),
        U.TODAY,
        ((D.OFFENDING, SOME),),
        "No charge needed for this. The meal room opens at noon, and we can meet him there about his income support.",
        "No charge. Walked with him to a meal, and spoke about income support.",
        Outcome.CUSTODY_AVOIDED,
        "Grocery store",
    ),
)
"""What a patrol officer asks about from a call."""

OTHER_ENDS: Final[tuple[tuple[str, Outcome], ...]] = (
    ("Looked around the place and the block. Nobody there any more.", Outcome.NOT_FOUND),
    ("Looked around the place and the block. Nobody there any more.", Outcome.NOT_FOUND),
    ("Wanted no help today. Left the number.", Outcome.DECLINED),
    ("Wanted no help today. Left the number.", Outcome.DECLINED),
    ("Needed a doctor first. The ambulance took over.", Outcome.EMS),
    ("Could not be kept safe on the spot. Patrol apprehended under the Act; the team rode along.", Outcome.APPREHENDED),
    ("There was a warrant. Patrol arrested; the team told the navigator at the cells.", Outcome.ARRESTED),
    ("Patrol could leave it at a talk. A navigator will call in the morning.", Outcome.REFERRED),
)
"""How it ends now and then, whatever was seen."""

DANGER: Final = Situation(
    "Man asleep in a bank lobby, 14 below outside, hard to wake, breathing slow",
    "Third call this week. No coat. Bystander says he took something an hour ago. Ambulance is called.",
    (S.LIFE_THREAT, S.NOT_WAKING, S.COLD, S.REPEAT_CALLS),
    U.NOW,
    ((D.SELF, ACUTE), (D.ADDICTIONS, HIGH)),
    "Naloxone now if he has it near, and stay with him. We are on the way.",
    "Ambulance took over. He was awake when they left.",
    Outcome.EMS,
    "Bank entrance, between the doors",
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody is referred to HELP, as the one who refers puts it."""

    title: str
    story: str
    seen: tuple[Seen, ...]
    ratings: tuple[tuple[Dimension, Rated], ...]


REASONS: Final = (
    Reason(
        "Sleeps outside, lost his identity papers",
        "Willing to talk. Wants to work again and cannot without papers.",
        (S.NO_HOME, S.ASKS_FOR_HELP),
        ((D.HOUSELESSNESS, HIGH), (D.OFFENDING, SOME)),
    ),
    Reason(
        "Many calls about the same person, never violent",
        "Eleven calls in two months, mostly trespass. Staff at the store know her by name.",
        (S.REPEAT_CALLS, S.NO_HOME),
        ((D.OFFENDING, HIGH), (D.HOUSELESSNESS, HIGH), (D.COMMUNITY, SOME)),
    ),
    Reason(
        "Out of custody on Friday, no plan",
        "Has a court date in three weeks and nowhere to stay until then.",
        (S.DISCHARGED, S.NO_HOME),
        ((D.OFFENDING, HIGH), (D.HOUSELESSNESS, HIGH)),
    ),
    Reason(
        "Robbed twice this month, afraid to sleep",
        "Carries everything along. Has not told anybody but the outreach worker.",
        (S.AFRAID_OF_SOMEONE,),
        ((D.VICTIMIZATION, HIGH), (D.SELF, SOME)),
    ),
    Reason(
        "Asks for help to stop using",
        "Has tried alone. Says this week is the week.",
        (S.ASKS_FOR_HELP, S.DRUGS_SEEN),
        ((D.ADDICTIONS, HIGH), (D.SELF, SOME)),
    ),
    Reason(
        "About to lose the room, two months behind",
        "The landlord would wait if somebody called. No income since spring.",
        (S.ASKS_FOR_HELP,),
        ((D.HOUSELESSNESS, SOME), (D.OFFENDING, NONE)),
    ),
    Reason(
        "Older woman alone, pension stopped",
        "A letter came that she cannot read. Eats once a day.",
        (S.ASKS_FOR_HELP,),
        ((D.VICTIMIZATION, SOME), (D.SELF, SOME)),
    ),
    Reason(
        "New in the city, no one here",
        "Came for work that was not there. Sleeps at the transit centre.",
        (S.NO_HOME, S.COLD),
        ((D.HOUSELESSNESS, HIGH), (D.VICTIMIZATION, SOME)),
    ),
    Reason(
        "Talks to voices, family is worn out",
        "The sister calls. He trusts nobody in uniform, and likes music.",
        (S.VOICES,),
        ((D.MENTAL_HEALTH, HIGH), (D.SELF, SOME)),
    ),
    Reason(
        "Wants to see his children again",
        "Needs an address and papers first. Has been sober for a month, he says.",
        (S.ASKS_FOR_HELP, S.NO_HOME),
        ((D.HOUSELESSNESS, HIGH), (D.ADDICTIONS, SOME)),
    ),
    Reason(
        "Leaves a violent home",
        "Stays with a friend until the end of the week.",
        (S.AFRAID_OF_SOMEONE, S.ASKS_FOR_HELP),
        ((D.VICTIMIZATION, ACUTE), (D.HOUSELESSNESS, SOME)),
    ),
    Reason(
        "Camps in the river valley, winter is coming",
        "Keeps to themselves. Accepted tea and said: come back.",
        (S.NO_HOME, S.COLD),
        ((D.HOUSELESSNESS, HIGH), (D.SELF, SOME)),
    ),
)

CALLERS: Final = (
    "A neighbour, by phone",
    "Library staff",
    "The caretaker of the building",
    "Shelter front desk",
    "A sister",
    "An outreach worker",
    "Transit staff",
    "Hospital social worker",
)
