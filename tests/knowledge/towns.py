"""Landscapes that Hypothesis makes up: sound, with everything that a landscape can hold and in every odd spelling."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st

from knowledge.model import Municipality
from knowledge.references import faults
from knowledge.values import (
    SECTORS,
    UNKNOWN,
    LandscapeStatus,
    OrganisationKind,
    OutcomeCode,
    Topic,
    Weekday,
)

Content = dict[str, Any]

ODD = [
    "=1+1", "+31 20 000", "-", "@SUM(A1)", "'s Avonds", "'=1", "''-", "geen", "onbekend.", "Onbekend", "ja", "nee",
    "1", "004", "1.5", "true", "null", "~", "2026-09-01", "1-9-2026", "12:30", "a;b", "a; b", "a\\;b", "\\", "\\geen",
    'zei "ja"', "a,b", "# geen commentaar", "naam: waarde", "[x]", "{x}", "&a *b", "!x", "%x", "|", ">", "- x", "? y",
    "é ß ĳ €", "\ufeffbom", "𝄞", "een\u00a0twee", "<b>&amp;", "TRUE", "#N/A", "_x0041_", "a  b", "\u200b", "1e5",
]  # fmt: skip
"""Texts on which a form of exchange could stumble."""

TEXT = st.one_of(
    st.sampled_from(ODD),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"), max_size=12),
).map(str.strip)
SENTENCE = TEXT.filter(bool)
WORDS = st.lists(SENTENCE, max_size=3)
SOME_WORDS = st.lists(SENTENCE, min_size=1, max_size=3)
DAY = st.dates(date(1850, 1, 1), date(2150, 1, 1)).map(date.isoformat)
ASKER = st.sampled_from([*SECTORS, "any", "bewoner"])
PC4 = st.integers(1000, 9999).map(str)
PC6 = st.builds("{}{}".format, PC4, st.text("ABCDEFGHXYZ", min_size=2, max_size=2))
CODE = st.one_of(
    st.integers(0, 999999).map("WK{:06}".format),
    st.integers(0, 99999999).map("BU{:08}".format),
)
CLOCK = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
PHONE = st.sampled_from(["000-000 01 01", "0800-2000", "112", "+31 20 000 00 00", "(000) 000 00 00", "0000000101"])
EMAIL = st.sampled_from(["team@voorbeeld.example", "=x@voorbeeld.example", "a.b-c+d@x.y.example"])


def unknown(known: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.just(UNKNOWN), known)


def some(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[list[Any]]:
    return st.lists(strategy, max_size=most)


def at_least_one(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(strategy, min_size=1, max_size=3)


def opening() -> st.SearchStrategy[Content]:
    days = st.lists(st.sampled_from(get_args(Weekday)), min_size=1, unique=True)
    made = st.fixed_dictionaries({"days": days, "opens": CLOCK, "closes": st.one_of(CLOCK, st.just("24:00"))})
    return made.filter(lambda each: each["opens"] != each["closes"])


CONTACT = st.fixed_dictionaries(
    {"functie": SENTENCE},
    optional={
        "phone": unknown(PHONE),
        "email": unknown(EMAIL),
        "hours": unknown(SENTENCE),
        "opening": unknown(st.lists(opening(), min_size=1, max_size=2)),
    },
)
AGES = st.tuples(st.integers(-1, 120), st.integers(0, 120)).filter(lambda pair: pair[0] <= pair[1])
EXPECTATION = st.fixed_dictionaries({"of": SENTENCE, "zin": SENTENCE}, optional={"source": TEXT})
ASSURANCE: Content = {"assured_on": unknown(DAY), "assured_by": unknown(SENTENCE), "review_by": unknown(DAY)}


@st.composite
def named(draw: st.DrawFn, id_: str, required: Content, optional: Content) -> Content:
    common: Content = {"aliases": WORDS, "needs": WORDS, **ASSURANCE}
    entry: Content = {"id": id_, **draw(st.fixed_dictionaries({"name": SENTENCE, "source": SENTENCE, **required}))}
    entry |= draw(st.fixed_dictionaries({}, optional={**common, **optional}))
    days = sorted(draw(st.lists(DAY, max_size=2)))
    return entry | dict(zip(("valid_from", "valid_until"), days, strict=False))


@st.composite
def organisation(draw: st.DrawFn, id_: str, others: list[str], places: list[str]) -> Content:
    area = st.one_of(st.sampled_from([*places, "all"]), PC4, PC6, CODE)
    ref = st.sampled_from(others)
    admission = st.fixed_dictionaries(
        {}, optional={"who": unknown(at_least_one(ASKER)), "through": unknown(some(ref)), "referral": st.booleans()}
    )
    entry = draw(
        named(
            id_,
            {"kind": st.sampled_from(get_args(OrganisationKind)), "wat": SENTENCE},
            {
                "called": WORDS,
                "former_names": some(st.fixed_dictionaries({"name": SENTENCE}, optional={"until": unknown(DAY)})),
                "partners": some(ref),
                "areas": unknown(some(area)),
                "sectors": some(ASKER),
                "ages": unknown(AGES.map(lambda pair: {"from": pair[0], "to": pair[1]})),
                "target_groups": unknown(SOME_WORDS),
                "languages": unknown(at_least_one(st.sampled_from(["nl", "ar", "tr", "ber"]))),
                "admission": unknown(admission),
                "waiting": unknown(st.fixed_dictionaries({"weeks": st.integers(0, 520), "measured_on": unknown(DAY)})),
                "roles": WORDS,
                "voor_wie": SENTENCE,
                "hoe": TEXT,
                "let_op": TEXT,
                "contact": unknown(st.lists(CONTACT, min_size=1, max_size=3)),
                "expectations": some(EXPECTATION),
            },
        )
    )
    if others:
        entry |= draw(st.fixed_dictionaries({}, optional={"part_of": ref}))
    if entry.get("admission", UNKNOWN) != UNKNOWN and entry["admission"].get("referral") is True:
        entry["admission"] |= draw(st.fixed_dictionaries({}, optional={"referral_by": at_least_one(ASKER)}))
    return entry


@st.composite
def towns(draw: st.DrawFn) -> Municipality:
    places = [f"p{i}" for i in range(draw(st.integers(0, 3)))]
    ids = [f"o{i}" for i in range(draw(st.integers(2, 3)))]
    gone = [f"g{i}" for i in range(draw(st.integers(0, 2)))]
    rest = ["proc", "index", "land"]
    organisations = [draw(organisation(id_, [each for each in ids if each != id_], places)) for id_ in ids]
    for id_ in gone:
        entry = draw(organisation(id_, ids, places))
        entry.pop("valid_until", None)
        organisations.append(entry | {"status": "abolished", "successor": ids[0], "ended_on": draw(unknown(DAY))})
    target = st.sampled_from([*ids, *rest])
    step = st.fixed_dictionaries({"zin": SENTENCE}, optional={"to": some(target)})
    topics = [*get_args(OutcomeCode), *get_args(Topic)]
    route: tuple[Content, Content] = (
        {"who": at_least_one(ASKER), "situations": at_least_one(st.sampled_from(topics)), "steps": some(step)},
        {"regie": unknown(target), "consent": TEXT, "derived": st.booleans(), "let_op": TEXT},
    )
    status = draw(st.sampled_from(get_args(LandscapeStatus)))
    meta = {"name": SENTENCE, "valid_as_of": SENTENCE, "stand": SENTENCE, "coordinator": SENTENCE, "source": SENTENCE}
    meta["warning"] = TEXT if status == "current" else SENTENCE
    level = st.fixed_dictionaries(
        {"levels": some(st.integers(1, 99)), "wat": SENTENCE, "toegang": SENTENCE},
        optional={"max_talks": st.integers(1, 999)},
    )
    principle = st.fixed_dictionaries({"name": SENTENCE, "source": SENTENCE}, optional={"zin": TEXT})
    remark = st.fixed_dictionaries({"zin": SENTENCE, "source": SENTENCE})
    instrument = st.fixed_dictionaries(
        {"name": SENTENCE, "source": SENTENCE, "used_by": unknown(some(target))},
        optional={"since": unknown(SENTENCE), "let_op": TEXT},
    )
    term = st.fixed_dictionaries(
        {"name": SENTENCE, "zin": SENTENCE, "carried_out_by": target}, optional={"until": unknown(DAY), "source": TEXT}
    )
    index = {"wat": SENTENCE, "legal_status": SENTENCE, "legal_status_as_of": SENTENCE}
    place = {"pc4": some(PC4), "pc6": some(PC6), "codes": some(CODE), "aliases": WORDS}
    content: Content = {
        "meta": {"id": "proefdorp", "status": status, **draw(st.fixed_dictionaries(meta))},
        "national_contacts": [
            draw(named("land", {"number": SENTENCE, "wat": SENTENCE}, {"hours": TEXT, "acute": st.booleans()}))
        ],
        "places": [{"id": id_, **draw(st.fixed_dictionaries({"name": SENTENCE}, optional=place))} for id_ in places],
        "organisations": organisations,
        "routes": [draw(named(f"R{i}", *route)) for i in range(draw(st.integers(0, 2)))],
        "procedures": [draw(named("proc", {"wat": SENTENCE}, {"between": some(target), "let_op": TEXT}))],
        "indices": [draw(named("index", index, {"gebruik": unknown(SENTENCE), "let_op": TEXT}))],
        "instruments": draw(some(instrument, 2)),
        "intervention_levels": draw(
            unknown(
                st.fixed_dictionaries({"source": SENTENCE, "levels": some(level), "principles": some(principle, 2)})
            )
        ),
        "glossary": draw(some(term, 2)),
        "expectations": draw(some(EXPECTATION, 2)),
        "changes": draw(some(st.fixed_dictionaries({"date": SENTENCE, "zin": SENTENCE, "source": SENTENCE}), 2)),
        "known_gaps": draw(some(remark, 2)),
        "unknowns": draw(WORDS),
        "beleid": {"terms": draw(st.dictionaries(st.sampled_from(["feedback", "hand_over"]), st.integers(0, 99)))},
    }
    town = Municipality.model_validate(content)
    assert list(faults(town)) == []
    return town
