"""A card as PDF and as DOCX: the words of the message, all of them, and nothing of who made it."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import docx as word
import pypdf
import pytest

from bot.commands.chat_documents import hand_over
from bot.documents.making import Document, document_of
from bot.messages import load_messages
from dialogs.cards.documents import DocumentKind, wanted
from dialogs.model import Block, Reply
from tests.clock import StandingClock
from tests.dialogs.kindcheck_talk import KindcheckTalk

DAY = date(2026, 11, 24)
CARDS = ("overlegkaart", "gesprek voorbereiden", "opzet melding", "raadslijst", "overdrachtskaart")
HARD = Block("quote", "Zij zei: één café, coöperatie, naïef, Łódź, Ş, ‘aan’ – 50 € … 🙂 مرحبا")


def card(command: str) -> Reply:
    talk = KindcheckTalk(rol="leraar")
    talk.until("uitkomst", {"KC-K1": ("KS_VERZUIM",), "KC-O1": ("OP_VERSLAVING",), "KC-S2": ("kind",)})
    return next(reply for reply in talk.say(command) if reply.kind == "kaart")


def as_file(reply: Reply, kind: DocumentKind) -> Document:
    return document_of(Reply(reply.blocks, item=reply.item, document=kind), DAY)


def words(text: str) -> list[str]:
    return re.findall(r"[\w'-]+", text)


def text_of(made: Document) -> str:
    if made.name.endswith(".pdf"):
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made.content)).pages)
    return "\n".join(part.text for part in word.Document(io.BytesIO(made.content)).paragraphs)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
@pytest.mark.parametrize("command", CARDS)
def test_a_file_says_what_the_message_says_word_for_word(command: str, kind: DocumentKind) -> None:
    reply = card(command)
    said = words(" ".join(part for block in reply.blocks for part in (block.text, *block.lines)))
    read = words(re.sub(r"\n\d+ / \d+", "", text_of(as_file(reply, kind))))
    assert [each for each in read if each in set(said)] == said


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_dutch_letters_and_those_of_other_names_are_written(kind: DocumentKind) -> None:
    text = " ".join(text_of(as_file(Reply((Block("titel", "Kaart"), HARD)), kind)).split())
    for part in ("één café", "coöperatie", "naïef", "50 €"):
        assert part in text


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_file_tells_nothing_of_who_made_it_when_and_about_which_case(kind: DocumentKind) -> None:
    made = as_file(Reply((Block("titel", "Kaart"), Block("tekst", "x")), item="kaart.raad"), kind)
    assert made.name == f"raad-2026-11-24.{kind}"
    if kind == "pdf":
        about = pypdf.PdfReader(io.BytesIO(made.content)).metadata
        assert set(about or ()) <= {"/Title", "/Creator", "/Producer", "/CreationDate"}
    else:
        core = zipfile.ZipFile(io.BytesIO(made.content)).read("docProps/core.xml").decode()
        assert "python-docx" not in core
        assert "<dc:creator></dc:creator>" in core or "<dc:creator/>" in core


def test_a_page_is_small_and_its_letters_are_large() -> None:
    page = pypdf.PdfReader(io.BytesIO(as_file(card("raadslijst"), "pdf").content)).pages[0]
    assert round(float(page.mediabox.width)) == 420  # points: A5
    sizes: list[float] = []
    page.extract_text(visitor_text=lambda text, _cm, _tm, _font, size: sizes.append(size) if text.strip() else None)
    assert min(size for size in sizes if size) >= 9
    assert max(set(sizes), key=sizes.count) >= 12


def test_a_message_that_asks_for_no_file_gives_none() -> None:
    with pytest.raises(ValueError, match="no file"):
        document_of(Reply((Block("tekst", "x"),)), DAY)


@pytest.mark.parametrize(
    ("typed", "command", "kind"),
    [
        ("overlegkaart als pdf", "overlegkaart", "pdf"),
        ("raadslijst word", "raadslijst", "docx"),
        ("overlegkaart", "overlegkaart", ""),
        ("wat is een pdf", "wat is een", "pdf"),
    ],
)
def test_the_kind_of_file_stands_behind_the_command(typed: str, command: str, kind: str) -> None:
    assert wanted(typed) == (command, kind)


class TestTheFolderOfTheTerminal:
    says = load_messages()
    clock = StandingClock(datetime(2026, 11, 24, 14, 0, tzinfo=UTC))

    def asked(self) -> Reply:
        return Reply((Block("titel", "Kaart"),), item="kaart.raad", document="pdf")

    def test_without_a_folder_nothing_is_written(self) -> None:
        assert hand_over(None, self.clock, self.says)(self.asked()) == self.says["bestand_geen_map"]

    def test_a_card_is_readable_by_the_user_only_and_never_stands_over_another(self, tmp_path: Path) -> None:
        put = hand_over(tmp_path, self.clock, self.says)
        assert "raad-2026-11-24.pdf" in put(self.asked())
        assert "raad-2026-11-24-2.pdf" in put(self.asked())
        made = sorted(path.name for path in tmp_path.iterdir())
        assert made == ["raad-2026-11-24-2.pdf", "raad-2026-11-24.pdf"]
        assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}

    def test_a_folder_that_is_not_there_is_said(self, tmp_path: Path) -> None:
        assert "kan ik niet schrijven" in hand_over(tmp_path / "weg", self.clock, self.says)(self.asked())
