"""Names for invented people: given names and surnames are paired by chance, and belong to nobody."""

from typing import Final

GIVEN: Final = (
    "Aiyana", "Alma", "Amina", "Anaïs", "Anders", "Arjun", "Ayaan", "Bea", "Björn", "Bronwen", "Caleb", "Ceferino",
    "Chantal", "Chinedu", "Cléo", "Corbin", "Dagny", "Darrel", "Delphine", "Dennis", "Désirée", "Dilan", "Donna",
    "Đức", "Edna", "Elias", "Émile", "Esperanza", "Ewa", "Fadumo", "Faith", "Farid", "Floyd", "Françoise", "Gavin",
    "Geneviève", "Gladys", "Gurpreet", "Hana", "Harvir", "Hélène", "Ida", "Ignacy", "Ingrid", "Iqbal", "Isla", "Ivan",
    "Jacek", "Jaswinder", "Jérémie", "Joanie", "Jonah", "Josée", "Jürgen", "Kalinda", "Kateryna", "Keegan", "Kiran",
    "Kwame", "Lan", "Larissa", "Léonie", "Levi", "Lloyd", "Loretta", "Lubna", "Łukasz", "Mabel", "Maëlle", "Malik",
    "Marisol", "Marlene", "Matthieu", "Mei", "Melvin", "Mihail", "Minh", "Mirela", "Moses", "Naila", "Nakoma",
    "Néhémie", "Niall", "Nneka", "Noëlle", "Norbert", "Oksana", "Olive", "Omar", "Oriol", "Paloma", "Pearl", "Percy",
    "Petra", "Quang", "Rana", "Raymond", "Renée", "Rhoda", "Rosalie", "Ruslan", "Sagal", "Samir", "Selam", "Serge",
    "Shauna", "Sigrid", "Siobhán", "Søren", "Stella", "Sylvain", "Tadesse", "Tamsin", "Teófilo", "Thérèse", "Tuấn",
    "Ulla", "Vera", "Vernon", "Wahida", "Wesley", "Winona", "Wojciech", "Xiomara", "Yared", "Yusuf", "Zdzisław",
    "Zeynep", "Zoé", "Zubair",
)  # fmt: skip
SURNAMES: Final = (
    "Abdirahim", "Adeyemo", "Ainsley", "Alvarado", "Amyotte", "Anderchek", "Asante", "Bailly", "Bearhead", "Beaulieu",
    "Belcourt", "Berhane", "Bjornson", "Bouchardon", "Braun", "Calahoo", "Callihoo", "Cardwell", "Castañeda",
    "Chalifour", "Chartrand", "Chowdry", "Cunningsby", "Côté", "Dahlgren", "Delorme", "Deschamps", "Dhaliwal",
    "Donnelly", "Dubé", "Ekdahl", "Erasmus", "Fairweather", "Farrow", "Fayant", "Gagnon", "Gebre", "Gladue", "Gosselin",
    "Grandin", "Greyeyes", "Guimond", "Habte", "Halcrow", "Hashi", "Hébert", "Hernández", "Holub", "Houle", "Hrynko",
    "Igwe", "Isbister", "Jalbert", "Jarvis", "Kaminski", "Kaur", "Keewatin", "Kiprono", "Kovač", "Kowalczyk", "Kuzyk",
    "L'Hirondelle", "Laboucane", "Lachance", "Lameman", "Larocque", "Letendre", "Lindqvist", "Loyer", "MacAskill",
    "Makokis", "Marsolais", "Mbeki", "McGillis", "Meekins", "Melnyk", "Mercredi", "Moosewah", "Moreau", "Morin",
    "Mutambo", "Müller", "Nanooch", "Ngo", "Nguyễn", "Nikolić", "Northover", "Núñez", "Obuya", "Okimaw", "Omeasoo",
    "Ostrowski", "Ouellette", "Paquette", "Pawlak", "Pelletier", "Pham", "Poitras", "Prudens", "Quinney",
    "Ravindran", "Rehman", "Rowand", "Sandhu", "Saskamoose", "Schäfer", "Semple", "Sewepagaham", "Shirt", "Sinclere",
    "Skaggs", "Solomon", "Stasiuk", "Stonechild", "Sørlie", "Tailfeather", "Tesfaye", "Thibault", "Tkachuk",
    "Trần", "Tremblay", "Vaillancourt", "Vandal", "Villanueva", "Vlček", "Waniandy", "Warsame", "Whiskeyjack",
    "Wiebe", "Wójcik", "Yellowknee", "Youssef", "Zelenko", "Żurawski",
)  # fmt: skip
NICKNAMES: Final = (
    "Ace", "Bear", "Bingo", "Blue", "Boots", "Boss", "Cricket", "Doc", "Dusty", "Fish", "Freckles",
    "Ginger", "Goose", "Half-Pint", "Hoss", "Granny", "Lefty", "Little Joe", "Mama J", "Moose", "Mouse", "Pepper",
    "Pops", "Raven", "Red", "Rocket", "Shorty", "Skip", "Smiley", "Smokey", "Sparrow", "Stitch", "Sunny", "Tex",
    "Tiny", "Trapper", "Uncle", "Whistles", "Ziggy",
)  # fmt: skip
OTHER_SCRIPTS: Final = (
    ("Amina Warsame", "أمينة ورسمه", "som"),
    ("Samir Youssef", "سمير يوسف", "ara"),
    ("Lubna Rehman", "لبنیٰ رحمان", "urd"),
    ("Gurpreet Dhaliwal", "ਗੁਰਪ੍ਰੀਤ ਧਾਲੀਵਾਲ", "pan"),
    ("Jaswinder Sandhu", "ਜਸਵਿੰਦਰ ਸੰਧੂ", "pan"),
    ("Selam Tesfaye", "ሰላም ተስፋዬ", "amh"),
    ("Yared Berhane", "ያሬድ ብርሃነ", "tir"),
    ("Oksana Melnyk", "Оксана Мельник", "ukr"),
    ("Ruslan Tkachuk", "Руслан Ткачук", "ukr"),
    ("Mei Lindqvist", "梅", "cmn"),
    ("Winona Greyeyes", "ᐃᓇᐠ", "crk"),
    ("Aiyana Makokis", "ᐊᔭᓇ", "crk"),
    ("Larissa Zelenko", "Лариса Зеленко", "ukr"),
    ("Farid Rehman", "فرید رحمان", "pes"),
)
"""A name in letters people here read, the same in their own, and the language."""

LANGUAGES: Final = (
    *("eng",) * 44,
    "crk", "crk", "crk", "fra", "fra", "chp", "crg", "som", "tir", "amh", "ara", "pan", "tgl", "vie", "ukr", "spa",
    "swa", "pol",
)  # fmt: skip
"""Languages to speak in by ISO 639-3, as often as they are met."""

GENDERS: Final = ("woman", "man", "two-spirit", "non-binary", "trans woman", "trans man")
IDENTITIES: Final = (
    "nêhiyaw (Cree)",
    "Métis",
    "Dënesųłinë",
    "Nakota Sioux",
    "Inuk",
    "Blackfoot",
    "Saulteaux",
    "Somali",
    "Filipino",
    "Ukrainian",
    "Francophone",
)
"""Only ever as somebody says it themselves."""
