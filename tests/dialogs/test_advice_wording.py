"""How it is said: exact numbers, short sentences, nobody called safe, fixed texts word for word."""

from __future__ import annotations

import re

from tests.dialogs.advice_said import ACUTE, BOOK, DOMAIN, beside, plain, sentences

NUMBERS = {"112", "113", "0800-2000", "0800-0113", "0800-0188", "0900-8844", "0800-0432", "0900-111 31 11"}


def all_texts() -> list[str]:
    parts = [part.text for row in ACUTE.data.situations for part in (*row.eerst, *row.ook, *row.niet_doen)]
    return [line.text for line in BOOK.data.lines] + parts


def test_numbers_are_exactly_those_that_exist() -> None:
    found = {n for text in all_texts() for n in re.findall(r"\b0[89]00-\d[\d ]*\d|\b11[23]\b", text)}
    assert found == NUMBERS
    rest = re.sub("|".join(re.escape(n) for n in sorted(NUMBERS, key=len, reverse=True)), "", " ".join(all_texts()))
    assert not re.search(r"\d{3,}", rest)


def test_own_sentences_are_short() -> None:
    for line in BOOK.data.lines:
        for part in [] if line.fixed else sentences(line.text):
            assert len(part.split()) <= (18 if line.kind in {"kaart", "stap"} else 15), (line.id, part)


def test_a_child_is_never_called_safe() -> None:
    for line in BOOK.data.lines:
        if not line.fixed:
            assert not re.search(r"\bveilig", line.text.replace("Veilig Thuis", "")), line.id
    forbidden = r"geen zorgen|gelukkig|loos alarm|in orde|geruststel|valt mee|!|\bU\d|\bOP_|\bKS_|zorgmijd"
    assert not [text for text in all_texts() if re.search(forbidden, text)]


@beside
def test_fixed_sentences_stand_in_the_domain_documents() -> None:
    document = plain((DOMAIN / "kindcheck.md").read_text("utf-8") + (DOMAIN / "conversations.md").read_text("utf-8"))
    missing = [
        (line.id, part)
        for line in BOOK.data.lines
        if line.fixed
        for part in sentences(line.text)
        if "{" not in part and part not in document
    ]
    assert missing == []
