"""The members of PACE in the training city: 40 who go to events, some who help, some who left. None is a real person.

Each knows communities by the words organisations use for themselves, and languages by ISO 639-3 code with a level.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from offramp.access.enums import Role
from offramp.config.city.ground.staff import PACE_FOUNDED, Office, StaffPlan
from offramp.engagement.enums import Level, Standing

LEVELS: Final = {"1": Level.FIRST, "f": Level.FLUENT, "t": Level.TALK, "g": Level.GREETINGS}


@dataclass(frozen=True, slots=True)
class MemberPlan:
    """Somebody on the roster: since when they help, when they joined, whom they know, what they speak."""

    username: str
    name: str
    rank: str
    division: str
    tongues: tuple[tuple[str, Level], ...]
    communities: tuple[str, ...]
    helped_on: date
    standing: Standing = Standing.APPROVED
    left_on: date | None = None
    is_instructor: bool = False
    mentor: str = ""

    @property
    def is_founder(self) -> bool:
        """Whether they were there when PACE began: nobody asked them to help first."""
        return self.helped_on == PACE_FOUNDED


def _plan(username: str, name: str, rank: str, division: str, speaks: str, knows: str, helped: str,
          left: str = "", *, instructor: bool = False, mentor: str = "",
          standing: Standing = Standing.APPROVED) -> MemberPlan:  # fmt: skip
    return MemberPlan(
        username, name, rank, division, _tongues(speaks),
        tuple(word.strip() for word in knows.split(",") if word.strip()),
        date.fromisoformat(helped) if helped else PACE_FOUNDED, standing,
        date.fromisoformat(left) if left else None, instructor, mentor,
    )  # fmt: skip


def _tongues(speaks: str) -> tuple[tuple[str, Level], ...]:
    """Return languages with levels: English is the first of whoever has no other."""
    told = [(language, LEVELS[level]) for language, _colon, level in (word.partition(":") for word in speaks.split())]
    english = Level.FLUENT if any(level == Level.FIRST for _, level in told) else Level.FIRST
    return (("eng", english), *told)


C, S, D = "Constable", "Sergeant", "Detective"

MEMBERS: Final = (
    _plan("nguyen", "Cst. Minh Nguyễn", C, "northeast", "vie:1 fra:g", "Vietnamese, Newcomers", "", instructor=True),
    _plan("adeyemo", "Sgt. Kwame Adeyemo", S, "downtown", "fra:f swa:t", "Congolese, Christian, Youth", ""),
    _plan("belcourt", "Cst. Joanie Belcourt", C, "northwest", "crg:t fra:f", "Métis, Francophone", ""),
    _plan("dhaliwal", "Cst. Arjun Dhaliwal", C, "southeast", "pan:1 hin:f urd:t", "Punjabi, Indian", "",
          instructor=True),
    _plan("hashi", "Cst. Fadumo Hashi", C, "northeast", "som:1 ara:t", "Somali, Muslim", ""),
    _plan("houle", "Cst. Caleb Houle", C, "northwest", "crk:f", "Cree, Youth", ""),
    _plan("kuzyk", "S/Sgt. Petra Kuzyk", "Staff Sergeant", "southwest", "ukr:1 pol:t", "Ukrainian, Polish", ""),
    _plan("larocque", "Cst. Serge Larocque", C, "downtown", "fra:1", "Francophone, Seniors", "", instructor=True),
    _plan("mercredi", "Cst. Nakoma Mercredi", C, "west", "chp:1 crk:t", "Dene, Cree", ""),
    _plan("villanueva", "Cst. Marisol Villanueva", C, "west", "tgl:1 spa:t", "Filipino, Christian", "",
          instructor=True),
    _plan("youssef", "Det. Samir Youssef", D, "northwest", "ara:1 fra:t", "Muslim, Arabic-speaking", ""),
    _plan("tesfaye", "Cst. Selam Tesfaye", C, "downtown", "amh:1 tir:f", "Eritrean and Ethiopian", ""),
    _plan("chowdry", "Cst. Iqbal Chowdry", C, "southeast", "urd:1 pan:f", "Muslim, Pakistani", ""),
    _plan("whiskeyjack", "Sgt. Winona Whiskeyjack", S, "northeast", "crk:1", "Cree, Women", ""),
    _plan("lindqvist", "Cst. Anders Lindqvist", C, "southwest", "", "Seniors, Youth", ""),
    _plan("castaneda", "Cst. Esperanza Castañeda", C, "southeast", "spa:1", "Latin American", "", instructor=True),
    _plan("ngo", "Cst. Mei Ngo", C, "downtown", "yue:1 cmn:f", "Chinese, Seniors", ""),
    _plan("donnelly", "Insp. Shauna Donnelly", "Inspector", "", "", "Women, LGBTQ2S+", ""),
    _plan("gebre", "Cst. Yared Gebre", C, "northeast", "tir:1 amh:f", "Eritrean and Ethiopian, Youth", "",
          "2022-08-31"),
    _plan("poitras", "Cst. Darrel Poitras", C, "west", "crg:g", "Métis", "", "2021-05-31"),
    _plan("kaminski", "Cst. Jacek Kaminski", C, "southwest", "pol:1 ukr:t", "Polish, Ukrainian", "2018-10-13",
          mentor="kuzyk"),
    _plan("omeasoo", "Cst. Faith Omeasoo", C, "west", "crk:t", "Cree, Seniors", "2018-11-03", mentor="whiskeyjack"),
    _plan("warsame", "Cst. Amina Warsame", C, "northwest", "som:1 swa:f", "Somali, Women", "2019-01-19",
          mentor="hashi"),
    _plan("rehman", "Cst. Farid Rehman", C, "southeast", "prs:1 pus:f urd:t", "Afghan, Muslim", "2019-02-16",
          instructor=True, mentor="chowdry"),
    _plan("macaskill", "Cst. Niall MacAskill", C, "southwest", "", "Youth, Christian", "2019-04-27"),
    _plan("pham", "Cst. Lan Phạm", C, "northwest", "vie:1", "Vietnamese", "2019-06-08", mentor="nguyen"),
    _plan("okimaw", "Cst. Wesley Okimaw", C, "downtown", "crk:f", "Cree, People without homes", "2019-06-22",
          mentor="houle"),
    _plan("sandhu", "Sgt. Harvir Sandhu", S, "southeast", "pan:1 hin:t", "Punjabi, Youth", "2019-09-07"),
    _plan("beaulieu", "Cst. Noëlle Beaulieu", C, "southeast", "fra:1 spa:g", "Francophone, Congolese", "2019-11-23",
          mentor="larocque"),
    _plan("kiprono", "Cst. Moses Kiprono", C, "northeast", "swa:1", "South Sudanese, Congolese", "2020-02-15",
          "2024-01-31", mentor="adeyemo"),
    _plan("zelenko", "Cst. Oksana Zelenko", C, "northeast", "ukr:1", "Ukrainian, Newcomers", "2021-07-17",
          instructor=True, mentor="kuzyk"),
    _plan("isbister", "Cst. Levi Isbister", C, "northwest", "crk:g", "Métis, Cree", "2021-09-18", mentor="belcourt"),
    _plan("ravindran", "Cst. Kalinda Ravindran", C, "southwest", "hin:t", "Indian, Women", "2022-03-12"),
    _plan("alvarado", "Cst. Mateo Alvarado", C, "west", "spa:1", "Latin American, Youth", "2022-05-28",
          mentor="castaneda"),
    _plan("igwe", "Cst. Chinedu Igwe", C, "downtown", "", "Nigerian, Christian", "2022-06-25", mentor="adeyemo"),
    _plan("melnyk", "Cst. Ruslan Melnyk", C, "northeast", "ukr:f", "Ukrainian", "2022-09-10", mentor="zelenko"),
    _plan("stonechild", "Cst. Rhoda Stonechild", C, "downtown", "crk:t", "Cree, Women", "2022-10-15",
          mentor="whiskeyjack"),
    _plan("habte", "Cst. Hana Habte", C, "northeast", "tir:1 ara:t", "Eritrean and Ethiopian, Women", "2023-03-18",
          mentor="tesfaye"),
    _plan("rowand", "D/Sgt. Bronwen Rowand", "Detective Sergeant", "", "", "LGBTQ2S+, Youth", "2023-05-27"),
    _plan("semple", "Cst. Floyd Semple", C, "west", "", "Seniors, Deaf", "2024-06-15"),
    _plan("mutambo", "Cst. Nneka Mutambo", C, "southeast", "swa:1 fra:f", "Congolese, Francophone", "2025-03-08",
          mentor="adeyemo"),
    _plan("bearhead", "Cst. Corbin Bearhead", C, "west", "crk:g", "Nakota, Cree", "2025-07-12", mentor="mercredi"),
    _plan("gurung", "Cst. Kiran Gurung", C, "northwest", "npi:1 hin:f", "Nepali and Bhutanese", "2025-09-20",
          mentor="ravindran"),
)  # fmt: skip
"""Who goes to events, those who left among them."""

HELPERS: Final = (
    (215, _plan("cardwell", "Cst. Tamsin Cardwell", C, "downtown", "", "Youth", "", standing=Standing.ASKED)),
    (170, _plan("halcrow", "Cst. Vernon Halcrow", C, "northeast", "crk:g", "Métis", "", standing=Standing.ASKED)),
    (92, _plan("obuya", "Cst. Stella Obuya", C, "southeast", "swa:1 orm:g", "Congolese", "",
               standing=Standing.TRAINED)),
    (57, _plan("braun", "Cst. Jürgen Braun", C, "southwest", "", "", "", standing=Standing.HELPED)),
)  # fmt: skip
"""Members of a division who helped at an event, first so many days ago, and have not joined."""


def roster(today: date) -> list[MemberPlan]:
    """Return everybody who goes or went to events by then: members, those who left, and helpers."""
    helping = [replace(plan, helped_on=today - timedelta(days=ago)) for ago, plan in HELPERS]
    return [plan for plan in (*MEMBERS, *helping) if plan.helped_on <= today]


def accounts(today: date) -> list[StaffPlan]:
    """Return the accounts of who is on the roster, but nguyen's, who is among the staff."""
    return [
        StaffPlan(plan.username, plan.name, (Office(Role.PACE_MEMBER, plan.helped_on, plan.left_on, unit="pace"),))
        for plan in roster(today)
        if plan.username != "nguyen"
    ]
