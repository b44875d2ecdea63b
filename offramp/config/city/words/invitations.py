"""Who invites PACE in the training city, and to what. Organisations and people are generated; none of them exists."""

from typing import Final

from offramp.config.city.words.communities import SCHOOL, WARM, Community, Occasion
from offramp.config.city.words.organisations import ORGANISATIONS
from offramp.engagement.enums import Age, Dress, EventKind, Wish

K, A = EventKind, Age

FIRST: Final = (
    Community(
        "Selam Newcomers' Circle", "Hirut Berhane", "hello@selam-circle.example.org",
        "Selam hall, Central McDougall", ("amh", "tir", "eng"),
        (
            Occasion(K.PRESENTATION, "What the police can and can't do", 40, (A.ADULTS,), 18, 90,
                     hoped_for="People are afraid to call. Tell them that calling is free, and what happens then."),
            Occasion(K.BARBECUE, "Coffee ceremony in the park", 90, (A.CHILDREN, A.ADULTS, A.SENIORS), 13, 180, WARM),
        ),
        speaks_for=("Eritrean and Ethiopian", "Newcomers"),
    ),
    Community(
        "North Star Somali Families", "Sagal Hashi", "office@northstar-families.example.org",
        "Community league hall, Balwin", ("som", "eng"),
        (
            Occasion(K.SPORT, "Football evening with the youth", 60, (A.YOUTH,), 17, 120, WARM,
                     hoped_for="Play with them. No speeches."),
            Occasion(K.FORUM, "Mothers ask", 35, (A.ADULTS,), 11, 120, hoped_for="Listen first. A woman, if you can."),
        ),
        dress=Dress.PLAIN,
        speaks_for=("Somali", "Youth"),
    ),
    Community(
        "Jasper Way Filipino Seniors", "Rosalie Villanueva", "jasperway.seniors@example.org",
        "Church basement, Glenwood", ("tgl", "eng"),
        (
            Occasion(K.PREVENTION, "Calls that want your money", 45, (A.SENIORS,), 10, 90, hoped_for="Real examples.",
                     access_needs="Large print, and a microphone."),
            Occasion(K.CULTURAL, "Harvest lunch", 80, (A.ADULTS, A.SENIORS), 12, 150, frozenset({5, 9, 10})),
        ),
        speaks_for=("Filipino", "Seniors"),
    ),
    Community(
        "Kopernik House for Ukrainians", "Larissa Zelenko", "welcome@kopernik-house.example.org",
        "Kopernik House, Highlands", ("ukr", "eng"),
        (
            Occasion(K.LINC, "Question hour in the English class", 24, (A.ADULTS,), 9, 60, SCHOOL,
                     hoped_for="Speak slowly. They prepared their questions."),
            Occasion(K.CULTURAL, "Carols in January", 120, (A.CHILDREN, A.ADULTS), 18, 120, frozenset({1})),
        ),
        photographs=Wish.PLEASE_NOT,
        speaks_for=("Ukrainian", "Newcomers"),
    ),
    Community(
        "Wahkohtowin Gathering Circle", "Winona Makokis", "circle@gathering.example.org",
        "Gathering lodge, Inglewood", ("crk", "eng"),
        (
            Occasion(K.DIALOGUE, "Talking circle with officers", 20, (A.ADULTS, A.SENIORS), 18, 150,
                     hoped_for="Sit with us from the beginning to the end, and listen.",
                     protocol="An Elder opens. Bring tobacco for the Elder. No recording."),
            Occasion(K.CULTURAL, "Round dance", 250, (A.CHILDREN, A.YOUTH, A.ADULTS, A.SENIORS), 17, 300,
                     frozenset({1, 2, 3, 11}), protocol="Stand for the grand entry. Ask before you take pictures."),
        ),
        dress=Dress.PLAIN, firearms=Wish.PLEASE_NOT, photographs=Wish.PLEASE_NOT,
        speaks_for=("Cree",),
    ),
    Community(
        "Aspen Métis Kitchen", "Joanie Letendre", "kitchen@aspen-metis.example.org",
        "Community kitchen, Alberta Avenue", ("eng", "crg", "fra"),
        (
            Occasion(K.FESTIVAL, "Fiddle and bannock day", 180, (A.CHILDREN, A.ADULTS, A.SENIORS), 12, 240,
                     frozenset({6, 8, 9})),
            Occasion(K.DIALOGUE, "Supper with aunties", 25, (A.YOUTH, A.ADULTS), 17, 120,
                     hoped_for="Two members who can stay for supper.", protocol="An Elder says grace."),
        ),
        speaks_for=("Métis",),
    ),
    Community(
        "Garden Street Seniors' Club", "Gladys Fairweather", "gardenstreet@example.org",
        "Seniors' club, Ottewell", ("eng",),
        (
            Occasion(K.PREVENTION, "Safe at the door, safe on the phone", 50, (A.SENIORS,), 14, 75, SCHOOL,
                     access_needs="Step-free entrance from the back. Several use hearing aids."),
            Occasion(K.BARBECUE, "Summer barbecue", 70, (A.SENIORS,), 12, 120, WARM),
        ),
        speaks_for=("Seniors",),
    ),
    Community(
        "Lakewood Language School", "Petra Holub", "linc@lakewood-school.example.org",
        "Language school, Lakewood", ("ara", "spa", "vie", "eng"),
        (
            Occasion(K.LINC, "LINC level 3: calling for help", 22, (A.ADULTS,), 9, 75, SCHOOL,
                     hoped_for="Practise a call with the class."),
            Occasion(K.LINC, "LINC level 5: rights and duties", 20, (A.ADULTS,), 13, 75, SCHOOL),
        ),
        speaks_for=("Newcomers",),
    ),
    Community(
        "Nour Prayer Centre", "Samir Youssef", "visit@nour-centre.example.org",
        "Prayer centre, Castle Downs", ("ara", "urd", "eng"),
        (
            Occasion(K.FORUM, "After Friday prayer: your questions", 110, (A.YOUTH, A.ADULTS), 14, 60,
                     hoped_for="Hate on the bus and online: what to report, and what happens then.",
                     protocol="Shoes off in the hall. Women and men sit apart; both ask."),
            Occasion(K.CULTURAL, "Open doors and supper", 200, (A.CHILDREN, A.ADULTS, A.SENIORS), 17, 180),
        ),
        firearms=Wish.PLEASE_NOT,
        speaks_for=("Muslim", "Arabic-speaking"),
    ),
    Community(
        "Sewa Sadan Gurdwara", "Gurpreet Sandhu", "langar@sewa-sadan.example.org",
        "Gurdwara, Tawa", ("pan", "hin", "eng"),
        (
            Occasion(K.CULTURAL, "Langar with the neighbours", 300, (A.CHILDREN, A.YOUTH, A.ADULTS, A.SENIORS), 11, 180,
                     protocol="Heads covered, shoes off. Scarves are at the door."),
            Occasion(K.PREVENTION, "Young drivers", 45, (A.YOUTH,), 18, 90, SCHOOL),
        ),
        speaks_for=("Punjabi",),
    ),
    Community(
        "Cornerstone Open Table Church", "Caleb Northover", "table@cornerstone.example.org",
        "Open Table church, McCauley", ("eng",),
        (
            Occasion(K.DIALOGUE, "Neighbours' supper", 60, (A.ADULTS, A.SENIORS), 17, 120,
                     hoped_for="Some guests sleep outside and fear uniforms. Come to eat, not to check."),
            Occasion(K.FORUM, "The avenue after dark", 75, (A.ADULTS,), 19, 90),
        ),
        dress=Dress.PLAIN,
        speaks_for=("Christian", "People without homes"),
    ),
    Community(
        "Maison des Aînés de l'Est", "Thérèse Gagnon", "bonjour@maison-aines.example.org",
        "Maison des Aînés, Bonnie Doon", ("fra", "eng"),
        (
            Occasion(K.PREVENTION, "Café contre la fraude", 40, (A.SENIORS,), 10, 90, SCHOOL,
                     hoped_for="En français, s'il vous plaît : plusieurs d'entre nous ne parlent pas anglais.",
                     access_needs="Une salle au rez-de-chaussée, et parler fort."),
            Occasion(K.CULTURAL, "Fête de la francophonie", 150, (A.CHILDREN, A.ADULTS, A.SENIORS), 13, 180,
                     frozenset({3})),
        ),
        language="fr",
        speaks_for=("Francophone", "Seniors"),
    ),
    Community(
        "Rivercity Girls' Wrestling", "Tamsin Larocque", "coach@rivercity-wrestling.example.org",
        "School gym, Callingwood South", ("eng",),
        (
            Occasion(K.SPORT, "Open mat evening", 45, (A.CHILDREN, A.YOUTH), 17, 90, SCHOOL,
                     hoped_for="Join the warm-up. A woman in sport clothes, if you can."),
            Occasion(K.PRESENTATION, "Safe online", 60, (A.YOUTH,), 18, 60, SCHOOL),
        ),
        photographs=Wish.PLEASE_NOT,
        speaks_for=("Youth", "Women"),
    ),
    Community(
        "Trung Thu Community Society", "Lan Phạm", "trungthu@example.org",
        "Community league hall, Kensington", ("vie", "eng"),
        (
            Occasion(K.FESTIVAL, "Lantern night", 220, (A.CHILDREN, A.ADULTS, A.SENIORS), 18, 180, frozenset({9})),
            Occasion(K.PREVENTION, "Safe business, safe block", 30, (A.ADULTS,), 19, 90),
        ),
        speaks_for=("Vietnamese",),
    ),
)  # fmt: skip
COMMUNITIES: Final = (*FIRST, *ORGANISATIONS)

ASKED: Final = "How many of us would you like, and is there parking close by?"
ANSWERED: Final = "Two or three is good. Parking is behind the building, at the green door. Thank you for asking."
LATE_BUT_YES: Final = "A member who speaks the language is free that day, and nobody was with them for a long time."
DECLINES: Final = (
    "Nobody is free on that day, and they did not want another.",
    "Two other invitations for the same hour; both came earlier.",
    "They asked us to collect money. We can't.",
)
PASSED_TO: Final = ("Traffic safety unit", "School resource officers", "Fire Rescue, public education")
