"""Numbers and addresses that were hidden, apart from the text: in order, and told from those of a person."""

from __future__ import annotations

import pytest

from tests.shipped import reader

READ = reader()
NUMBER = "0592-123456"


@pytest.mark.parametrize(
    ("account", "of_a_person"),
    [
        ("jan.jansen", True),
        ("j.devries", True),
        ("fatima", True),
        ("fatima_87", True),
        ("info", False),
        ("aanmelden.jeugd", False),
        ("wijkteam-noord", False),
    ],
)
def test_an_address_with_the_name_of_somebody_is_one_of_a_person(account: str, of_a_person: bool) -> None:
    contacts = READ(f"mail naar {account}@organisatie.nl").contacts
    assert [(each.value, each.of_a_person) for each in contacts] == [(f"{account}@organisatie.nl", of_a_person)]


def test_they_come_in_the_order_of_the_text_where_their_types_stand() -> None:
    reading = READ(f"bel {NUMBER} of mail info@organisatie.nl of bel 06-12345678")
    assert reading.text == "bel [telefoon] of mail [email] of bel [telefoon]"
    assert [each.kind for each in reading.contacts] == ["telefoon", "email", "telefoon"]


def test_what_is_shown_of_a_reading_does_not_hold_them() -> None:
    reading = READ(f"bel {NUMBER} of mail info@organisatie.nl")
    assert reading.contacts
    for shown in (repr(reading), str(reading.contacts)):
        assert NUMBER not in shown
        assert "info@" not in shown
