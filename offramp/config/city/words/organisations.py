"""More of who invites PACE in the training city. Organisations and people are generated; none of them exists.

Each holds events of a few sorts, and some only in some years: an organisation that stopped asking is not reached.
"""

from typing import Final

from offramp.config.city.words.communities import ALL_YEAR, SCHOOL, WARM, Community, Occasion
from offramp.engagement.enums import Age, Dress, EventKind, Wish

K, A = EventKind, Age
EVERYBODY: Final = (A.CHILDREN, A.YOUTH, A.ADULTS, A.SENIORS)
FAMILIES: Final = (A.CHILDREN, A.ADULTS)
COLD: Final = ALL_YEAR - WARM

NEWCOMERS: Final = (
    Occasion(K.PRESENTATION, "Calling 911 and calling us", 35, (A.ADULTS,), 18, 75,
             hoped_for="What happens when somebody calls, and that it costs nothing."),
    Occasion(K.FORUM, "Ask a police officer", 40, (A.YOUTH, A.ADULTS), 18, 90,
             hoped_for="Answers to questions people would not ask at a station."),
    Occasion(K.CULTURAL, "New Year with the neighbours", 160, EVERYBODY, 17, 180, frozenset({1, 2, 3, 4, 9})),
    Occasion(K.BARBECUE, "Welcome picnic", 110, EVERYBODY, 12, 180, WARM),
)  # fmt: skip
SCHOOLING: Final = (
    Occasion(K.LINC, "LINC level 2: who helps me?", 20, (A.ADULTS,), 9, 75, SCHOOL, hoped_for="Short sentences."),
    Occasion(K.LINC, "LINC level 4: my rights at a stop", 22, (A.ADULTS,), 13, 75, SCHOOL,
             hoped_for="Play a traffic stop with the class."),
    Occasion(K.LINC, "LINC level 6: reporting a crime", 18, (A.ADULTS,), 10, 90, SCHOOL),
    Occasion(K.PRESENTATION, "Driving in winter, and what the law asks", 45, (A.ADULTS,), 18, 60, COLD),
)  # fmt: skip
FAITH: Final = (
    Occasion(K.DIALOGUE, "Supper between neighbours", 70, (A.ADULTS, A.SENIORS), 18, 120,
             hoped_for="Sit at different tables, and stay for tea."),
    Occasion(K.CULTURAL, "Open doors", 150, EVERYBODY, 13, 180),
    Occasion(K.FORUM, "Safe at prayer", 60, (A.ADULTS,), 19, 90,
             hoped_for="How to look after the building without making it a fortress."),
    Occasion(K.PREVENTION, "Locks, lights and neighbours", 40, (A.ADULTS, A.SENIORS), 19, 75),
)  # fmt: skip
NATIONS: Final = (
    Occasion(K.DIALOGUE, "Circle with Elders and officers", 22, (A.ADULTS, A.SENIORS), 17, 150,
             hoped_for="Come to listen.", protocol="An Elder opens and closes. Tobacco is offered first."),
    Occasion(K.CULTURAL, "Drum and dance evening", 180, EVERYBODY, 18, 180,
             protocol="Stand for the grand entry. Ask before you take pictures."),
    Occasion(K.SPORT, "Hand games and floor hockey", 55, (A.CHILDREN, A.YOUTH), 16, 120),
    Occasion(K.BARBECUE, "Stew and bannock in the yard", 90, EVERYBODY, 12, 150, WARM),
)  # fmt: skip
SENIORS: Final = (
    Occasion(K.PREVENTION, "Grandparent calls and other fraud", 45, (A.SENIORS,), 10, 75,
             access_needs="Large print. Several use walkers."),
    Occasion(K.PRESENTATION, "Safe on the bus and at the bank", 35, (A.SENIORS,), 14, 60,
             access_needs="A microphone, please."),
    Occasion(K.CULTURAL, "Tea and songs", 60, (A.SENIORS,), 14, 120),
)  # fmt: skip
YOUTH: Final = (
    Occasion(K.SPORT, "Drop-in basketball", 40, (A.YOUTH,), 17, 120, hoped_for="Play, don't watch."),
    Occasion(K.SPORT, "Cricket against the police", 80, (A.YOUTH, A.ADULTS), 11, 240, WARM),
    Occasion(K.PRESENTATION, "Your phone, your pictures, the law", 55, (A.YOUTH,), 18, 60, SCHOOL),
    Occasion(K.DIALOGUE, "Pizza and straight questions", 25, (A.YOUTH,), 17, 90, hoped_for="No uniforms."),
)  # fmt: skip
LEAGUE: Final = (
    Occasion(K.BARBECUE, "Block party", 120, EVERYBODY, 13, 180, WARM),
    Occasion(K.FORUM, "Break-ins and back lanes", 55, (A.ADULTS, A.SENIORS), 19, 90),
    Occasion(K.FESTIVAL, "Winter festival", 260, EVERYBODY, 12, 240, frozenset({1, 2})),
    Occasion(K.PREVENTION, "Mark your bicycle", 70, FAMILIES, 11, 120, WARM),
)  # fmt: skip
STAGE: Final = (
    Occasion(K.FESTIVAL, "Summer festival", 400, EVERYBODY, 11, 300, frozenset({6, 7, 8})),
    Occasion(K.CULTURAL, "Harvest evening", 180, EVERYBODY, 17, 180, frozenset({9, 10, 11})),
    Occasion(K.DIALOGUE, "Two cultures, one kitchen", 30, (A.ADULTS,), 17, 120),
    Occasion(K.FESTIVAL, "Lights in the dark months", 220, EVERYBODY, 16, 180, frozenset({11, 12, 1})),
)  # fmt: skip
VIEILLIR: Final = (
    Occasion(K.PREVENTION, "Fraudes au téléphone", 35, (A.SENIORS,), 10, 75,
             hoped_for="Des exemples vrais, en français."),
    Occasion(K.DIALOGUE, "Souper communautaire", 50, (A.ADULTS, A.SENIORS), 17, 120),
    Occasion(K.BARBECUE, "Pique-nique de la rentrée", 90, EVERYBODY, 12, 180, frozenset({8, 9})),
)  # fmt: skip
ARRIVER: Final = (
    Occasion(K.PRESENTATION, "Appeler la police : quand et comment", 40, (A.ADULTS,), 18, 75,
             hoped_for="Beaucoup ont connu une police qui fait peur. Dites comment c'est ici."),
    Occasion(K.CULTURAL, "Fête des familles", 140, EVERYBODY, 13, 180),
    Occasion(K.SPORT, "Tournoi de soccer", 90, (A.YOUTH, A.ADULTS), 10, 240, WARM),
)  # fmt: skip


def _one(name: str, contact: str, box: str, place: str, languages: str, speaks_for: str,
         occasions: tuple[Occasion, ...], *, language: str = "en", years: tuple[int, int] = (2018, 9999),
         dress: Dress = Dress.NO_WISH, firearms: Wish = Wish.NO_WISH,
         photographs: Wish = Wish.NO_WISH) -> Community:  # fmt: skip
    return Community(
        name, contact, f"{box}.example.org", place, tuple(languages.split()), occasions, language, dress, firearms,
        photographs, tuple(word.strip() for word in speaks_for.split(",")), years,
    )  # fmt: skip


PLAIN, NOT = Dress.PLAIN, Wish.PLEASE_NOT

ORGANISATIONS: Final = (
    _one("Tigrinya Learning Circle", "Selam Habte", "class@tigrinya-circle", "Library room, Clareview Town Centre",
         "tir eng", "Eritrean and Ethiopian, Newcomers", SCHOOLING),
    _one("Habesha Women's Table", "Hana Gebre", "table@habesha-women", "Community kitchen, Parkdale", "amh tir eng",
         "Eritrean and Ethiopian, Women", NEWCOMERS),
    _one("Juba Road Youth", "Moses Kiir", "juba@juba-road", "Community league hall, Beverly Heights", "eng ara",
         "South Sudanese, Youth", YOUTH, dress=PLAIN),
    _one("Nile Families Association", "Rana Obuya", "office@nile-families", "School gym, Abbottsfield", "ara eng",
         "South Sudanese, Arabic-speaking", NEWCOMERS, years=(2018, 2023)),
    _one("Baraka Mosque", "Yusuf Hashi", "salaam@baraka-mosque", "Mosque, Belvedere", "som ara eng", "Somali, Muslim",
         FAITH, firearms=NOT),
    _one("Al-Amal Family Centre", "Rana Haddar", "amal@al-amal", "Family centre, Dunluce", "ara eng",
         "Arabic-speaking, Muslim, Newcomers", NEWCOMERS),
    _one("Kabul House", "Farid Noori", "kabul@kabul-house", "Kabul house, Lakewood", "prs pus eng", "Afghan, Newcomers",
         NEWCOMERS, years=(2021, 9999)),
    _one("Afghan Women Sewing", "Wahida Karimi", "sew@afghan-sewing", "Community room, Tawa", "prs pus eng",
         "Afghan, Women", SCHOOLING, years=(2022, 9999), photographs=NOT),
    _one("Baitul Salaam Hall", "Iqbal Qureshi", "hall@baitul-salaam", "Prayer hall, Charlesworth", "urd pan eng",
         "Muslim, Pakistani", FAITH, firearms=NOT),
    _one("Punjabi Seniors of the South", "Jaswinder Gill", "chai@punjabi-seniors", "Seniors' hall, Ellerslie",
         "pan hin eng", "Punjabi, Seniors", SENIORS),
    _one("Meadows Cricket Club", "Harvir Toor", "bat@meadows-cricket", "Cricket ground, Mill Woods Town Centre",
         "pan urd hin eng", "Punjabi, Pakistani, Indian, Youth", YOUTH),
    _one("Shanti Mandir Volunteers", "Kalinda Rao", "seva@shanti-mandir", "Temple hall, Allendale", "hin eng", "Indian",
         FAITH),
    _one("Everest Neighbours", "Kiran Thapa", "namaste@everest-neighbours", "Community hall, Baranow", "npi hin eng",
         "Nepali and Bhutanese, Newcomers", NEWCOMERS, years=(2019, 9999)),
    _one("Golden Lotus Seniors", "Mei Leung", "lotus@golden-lotus", "Seniors' centre, Boyle Street", "yue cmn eng",
         "Chinese, Seniors", SENIORS),
    _one("Harbin Gate Business Table", "Lan Zhou", "gate@harbin-gate", "Restaurant hall, McCauley", "yue cmn vie eng",
         "Chinese, Business", LEAGUE),
    _one("Mid-Autumn Stage", "Quang Lâm", "stage@midautumn", "Park pavilion, Riverdale", "vie yue eng",
         "Vietnamese, Chinese", STAGE),
    _one("Hanul Korean School", "Hana Seo", "hanul@hanul-school", "School hall, Duggan", "kor eng", "Korean", SCHOOLING,
         years=(2018, 2022)),
    _one("Bayanihan Sports League", "Marisol Reyes", "liga@bayanihan", "School gym, Elmwood", "tgl eng",
         "Filipino, Youth", YOUTH),
    _one("San Isidro Parish Hall", "Rosalie Dizon", "parish@san-isidro", "Parish hall, Canora", "tgl spa eng",
         "Filipino, Latin American, Christian", FAITH),
    _one("Casa Latina", "Esperanza Rojas", "hola@casa-latina", "Casa Latina, Strathearn", "spa eng",
         "Latin American, Newcomers", NEWCOMERS),
    _one("Ritmo on the Avenue", "Teófilo Vargas", "ritmo@ritmo-avenue", "Street stage, Alberta Avenue", "spa eng",
         "Latin American", STAGE),
    _one("Dnipro Choir", "Oksana Bondar", "choir@dnipro-choir", "Choir hall, Rosslyn", "ukr eng", "Ukrainian", STAGE),
    _one("Sunflower Arrivals", "Kateryna Lysenko", "hello@sunflower-arrivals", "Welcome centre, Athlone", "ukr eng",
         "Ukrainian, Newcomers", (*NEWCOMERS, *SCHOOLING), years=(2022, 9999)),
    _one("Polish Hall Seniors", "Ewa Zając", "hala@polish-hall", "Polish hall, Queen Mary Park", "pol eng",
         "Polish, Seniors", SENIORS, years=(2018, 2024)),
    _one("Amis du Congo", "Néhémie Kabongo", "bonjour@amis-congo", "Salle communautaire, Idylwylde", "fra swa eng",
         "Congolese, Francophone, Newcomers", ARRIVER, language="fr"),
    _one("Accueil francophone du Sud", "Josée Lachance", "accueil@accueil-sud", "Centre d'accueil, Strathcona",
         "fra ara eng", "Francophone, Newcomers", ARRIVER, language="fr"),
    _one("Club des aînés de l'Ouest", "Sylvain Dubé", "club@aines-ouest", "Salle du club, Meadowlark Park", "fra eng",
         "Francophone, Seniors", VIEILLIR, language="fr"),
    _one("Great Lakes Families", "Selam Bahati", "karibu@greatlakes-families", "Church hall, Balwin", "swa fra eng",
         "Congolese, Christian", NEWCOMERS),
    _one("Naija Prairie Union", "Nneka Okoro", "union@naija-prairie", "Banquet hall, Heritage Valley", "eng",
         "Nigerian, Christian", STAGE, years=(2022, 9999)),
    _one("Oromo House of the North", "Dilan Tolasa", "mana@oromo-house", "Oromo house, Calder", "orm amh eng", "Oromo",
         NEWCOMERS, years=(2018, 2021)),
    _one("Sakihitowin Family Lodge", "Aiyana Cardinalis", "lodge@sakihitowin", "Family lodge, Abbottsfield", "crk eng",
         "Cree", NATIONS, dress=PLAIN, firearms=NOT, photographs=NOT),
    _one("Northern Lights Dene Club", "Edna Mercier", "club@northern-dene", "Friendship room, Prince Rupert", "chp eng",
         "Dene", NATIONS, dress=PLAIN),
    _one("Red River Jiggers", "Matthieu Fayanne", "jig@redriver-jiggers", "Dance hall, Kensington", "eng crg", "Métis",
         STAGE),
    _one("Nakota Youth Riders", "Corbin Alexis", "riders@nakota-riders", "Riding hall, Lewis Farms", "eng",
         "Nakota, Youth", NATIONS),
    _one("Auntie's Porch", "Rhoda Saddleback", "porch@aunties-porch", "Day centre, Boyle Street", "eng crk",
         "Cree, People without homes, Women", NATIONS, dress=PLAIN, firearms=NOT),
    _one("Urban Nations Students", "Keegan Youngman", "students@urban-nations", "College hall, Central McDougall",
         "eng crk", "Cree, Métis, Youth", (*NATIONS, *YOUTH)),
    _one("Inuit in the City", "Pearl Aglukark", "tea@inuit-city", "Community room, Westmount", "eng", "Inuit", NATIONS,
         years=(2019, 2022)),
    _one("Callingwood Mothers", "Fadumo Diriye", "mothers@callingwood", "Community room, Callingwood South",
         "som ara eng", "Somali, Women", SCHOOLING),
    _one("West End Homework Club", "Joanie Farrow", "club@westend-homework", "Library, Meadowlark Park", "eng ara",
         "Youth, Newcomers", YOUTH),
    _one("Rainbow Prairie Seniors", "Percy Meekin", "rainbow@rainbow-prairie", "Community hall, Garneau", "eng",
         "LGBTQ2S+, Seniors", SENIORS),
    _one("Spectrum Youth Night", "Robin Skagg", "night@spectrum-youth", "Youth space, Strathcona", "eng",
         "LGBTQ2S+, Youth", YOUTH, dress=PLAIN),
    _one("Signing Hands Circle", "Norbert Quiller", "hands@signing-hands", "Meeting room, Queen Alexandra", "eng",
         "Deaf", SENIORS),
    _one("Temple Street Jewish Seniors", "Ida Rosenfeld", "shalom@temple-street", "Temple hall, Glenwood", "eng",
         "Jewish, Seniors", (*SENIORS, *FAITH)),
    _one("Terwillegar League", "Bronwen Carding", "league@terwillegar-league", "League hall, Terwillegar Towne",
         "eng cmn", "Neighbours", LEAGUE),
    _one("Schonsee Neighbours", "Floyd Lindner", "neighbours@schonsee", "League rink, Schonsee", "eng", "Neighbours",
         LEAGUE),
    _one("Griesbach Families", "Tamsin Ainslie", "families@griesbach", "League hall, Griesbach", "eng",
         "Neighbours, Youth", LEAGUE),
    _one("Britannia Language Rooms", "Zeynep Aksoy", "rooms@britannia-language", "Language rooms, Britannia Youngstown",
         "ara tir spa eng", "Newcomers", SCHOOLING),
    _one("Duggan English Evenings", "Petra Vlcek", "evenings@duggan-english", "School, Duggan", "kor spa urd eng",
         "Newcomers", SCHOOLING),
)  # fmt: skip
