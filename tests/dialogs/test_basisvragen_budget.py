"""How many messages the vijf basisvragen take without a kindcheck (basisvragen.md §0 "Speed": 5 main + 8 follow-ups).

Counted are the messages that ask: five that hold a main question, the two that set up (what goes on, how old the
children are), and the follow-ups. Who does an action, and on which ground, belongs to the outcome.
"""

from __future__ import annotations

import random  # noqa: TID251 - repeatable cases, by number
from statistics import mean

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogs.model import Field
from tests.dialogs.played import Played

SET_UP, MAIN, FOLLOW_UPS = 2, 5, 8
LONGEST = 28
GOOD = {
    "BV-STATUS": "loopt", "BV-ZORG": "niets", "BV1.4": "ja", "BV1.5": "zelf_gezien", "BV1": "een", "BV1.2": "ik",
    "BV1.3": "plan", "BV2": "ja", "BV2.1-OUDER": "zorgt_mee", "BV2.10": "nee", "BV2.4": "ja", "BV2.7": "regisseur",
    "BV3": "oplosbaar", "BV3.4": "ja", "BV3.8": "ja", "BV4": "een", "BV4.1": "ik", "BV4.3": "papier", "BV4.4": "ja",
    "BV4.5": "alle", "BV4.6": "ja", "BV5": "afspreken", "BV5.1": "voorstel", "BV5.3": "6", "BV5.4": "ja", "BV5.9": "ja",
}  # fmt: skip
"""What is well agreed, by question."""
NOTHING = {"geen", "niets", "niemand", "onbekend", "alleen_wij"}
DANGER = {"BV-STATUS": {"gesloten"}, "BV1.4": {"nee"}, "BV5.5": {"slechter"}}
"""Answers that stop the questions, for a call or because the case is closed: no case of this property."""


def _case(number: int) -> random.Random:
    return random.Random(number)  # noqa: S311 - no secret: the same case each time


def marks(field: Field, seed: random.Random, bad: float) -> str:
    """One answer, as typed: the good one, or with chance `bad` any."""
    item = field.key.partition("/")[0]
    codes = [option.code for option in field.options]
    if item in GOOD and (seed.random() >= bad or item == "BV5.1"):
        chosen = [GOOD[item]]
    elif field.multiple:
        some = [code for code in codes if code not in NOTHING]
        chosen = seed.sample(some, min(len(some), seed.choice([1, 2, 3])))
    else:
        chosen = [seed.choice([code for code in codes if code not in DANGER.get(item, set())])]
    places = sorted(codes.index(code) for code in chosen)
    return " ".join(chr(ord("a") + place) if field.lettered else str(place + 1) for place in places)


def asked(seed: random.Random, bad: float) -> list[str]:
    """The questions that head each message, up to the overview."""
    talk = Played(rol="casemanager")
    talk.say("basisvragen")
    heads: list[str] = []
    while talk.open and talk.open.item != "overzicht":
        assert len(heads) < 2 * LONGEST, heads
        assert talk.open.prompt
        item, fields = talk.open.item, talk.open.prompt.fields
        heads.append(item)
        if item == "BV1.1-LEEFTIJD":
            talk.say(seed.choice(["7", "3 en 9", "1, 4 en 12"]))
        elif not fields[0].options or item.endswith("-ORG"):
            talk.say("overslaan")
        else:
            talk.say(", ".join(marks(field, seed, bad) for field in fields))
    return [item for item in heads if not item.startswith(("BV-EIGENAAR", "BV-GROND"))]


def test_where_all_is_agreed_the_follow_ups_are_few() -> None:
    heads = asked(_case(1), 0)
    assert len(heads) <= SET_UP + MAIN + FOLLOW_UPS - 2, heads


def test_on_average_eight_follow_ups_are_enough() -> None:
    """Cases in which one answer of four is not the good one, and each of them opens what it opens."""
    lengths = [len(asked(_case(case), 0.25)) for case in range(60)]
    assert mean(lengths) <= SET_UP + MAIN + FOLLOW_UPS


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000), st.sampled_from([0.5, 1.0]))
def test_no_case_takes_longer_than_this(case: int, bad: float) -> None:
    heads = asked(_case(case), bad)
    assert len(heads) <= LONGEST, heads
