"""The tasks of a signal say what its outcome said: each unknown by itself, by the same day (kindcheck.md §8.1)."""

from __future__ import annotations

import re
from pathlib import Path

from tests.talk import Talk, said

EARLIER = ("meisje van 8 met een blauwe plek op haar arm, er waren eerder zorgen", "nee", "klopt")
REFERENCE = re.compile(r"S-[0-9A-Z]{8}")
WRITE = ("vastleggen", "vandaag, 3", "Een plek op haar arm.", "sla over", "nog niet, nog niet", "1")


async def test_each_unknown_is_a_task_of_its_own_by_the_day_that_was_told(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    for line in (*EARLIER, "weet ik niet"):
        await talk.say(line)
    told = said(await talk.say("weet ik niet"))
    assert "uiterlijk vandaag (dinsdag 24 november). Elk punt komt als taak" in told
    for line in (*WRITE, "ja"):
        await talk.say(line)
    tasks = said(await talk.say("mijn taken"))
    for unknown in ("wie nu voor de kinderen zorgt", "of de kinderen nu veilig zijn"):
        assert f"uitzoeken: {unknown}, dinsdag 24 november" in tasks
    talk.close()


async def test_a_task_to_find_out_is_done_by_itself(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    for line in (*EARLIER, "weet ik niet", "weet ik niet", *WRITE, "ja"):
        await talk.say(line)
    tasks = said(await talk.say("mijn taken")).splitlines()
    mine = next(line for line in tasks if "wie nu voor de kinderen zorgt" in line)
    await talk.say("klaar " + mine.split(":")[0].removeprefix("• ").strip())
    left = said(await talk.say("mijn taken"))
    assert "wie nu voor de kinderen zorgt" not in left
    assert "of de kinderen nu veilig zijn" in left
    talk.close()


async def test_the_injury_and_the_report_of_an_outcome_are_tasks_too(tmp_path: Path) -> None:
    """kindcheck.md §8.2: an injury is seen the same day, also at the weekend; with U5 a report follows."""
    talk = Talk(tmp_path)
    for line in (*EARLIER, "samen", "ja", *WRITE, "ja"):
        await talk.say(line)
    tasks = said(await talk.say("mijn taken"))
    assert "nagaan of een arts naar het letsel kijkt, dinsdag 24 november" in tasks
    assert "nagaan of er is gemeld bij Veilig Thuis, 0800-2000, donderdag 26 november" in tasks
    talk.close()


async def test_without_injury_or_report_there_are_no_such_tasks(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    lines = ("meisje van 8 is stil en vader drinkt veel", "nee", "klopt", "één ouder, die het zwaar heeft", "ja")
    for line in (*lines, *WRITE, "ja"):
        await talk.say(line)
    tasks = said(await talk.say("mijn taken"))
    assert "advies vragen" in tasks
    assert "nagaan" not in tasks
    talk.close()


INJURED = ("meisje van 8 met een blauwe plek op haar arm", "nee", "klopt", "samen", "ja")


async def test_advice_is_asked_on_the_day_that_was_told_with_the_outcome(tmp_path: Path) -> None:
    """kindcheck.md §8.2: step 2 of U4 is due today with an injury, also in the task and in the signal."""
    talk = Talk(tmp_path)
    for line in INJURED:
        await talk.say(line)
    advice = said([sent.reply for sent in talk.recorder.sent])
    assert "Leg het uiterlijk vandaag (dinsdag 24 november) voor" in advice
    for line in WRITE:
        await talk.say(line)
    reference = REFERENCE.findall(said(await talk.say("ja")))[0]
    assert "advies vragen, dinsdag 24 november" in said(await talk.say("mijn taken"))
    opened = said(await talk.say(f"open {reference}"))
    assert "Eerste stap: advies vragen, uiterlijk dinsdag 24 november." in opened
    talk.close()


async def test_without_a_sign_that_counts_today_advice_is_asked_within_two_working_days(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    lines = ("meisje van 8 is stil en vader drinkt veel", "nee", "klopt", "één ouder, die het zwaar heeft", "ja")
    for line in (*lines, *WRITE, "ja"):
        await talk.say(line)
    assert "advies vragen, donderdag 26 november" in said(await talk.say("mijn taken"))
    talk.close()
