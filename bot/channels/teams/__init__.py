"""The Teams channel: `POST /api/messages` in, the Bot Connector out.

A request is checked (`checking.py`), read into an activity (`events.py`), and answered once the turn is committed
(`inbox.py`); where an answer goes is kept with each activity (`references.py`). A reply becomes an Adaptive Card in
`cards.py` (what it says in `said.py`, what it asks in `asked.py`), and every card can be answered by typing too.
Messages go out in `channel.py` by the connector (`connector.py`), with a token of our own (`credentials.py`), no faster
than Teams allows (`pace.py`); a card that was answered is shown so (`open_cards.py`). A card as a file is asked about
first (`consent.py`, `offered_files.py`), then put in the reader's OneDrive (`files.py`, `uploading.py`). The package
that an administrator uploads is made in `package.py`.

Each process keeps the pace by its own count: the tenant of an outbox row is sealed, so no lease can go by it. Several
processes together may go too fast; Teams then says when to come back, and nothing is lost.

This package imports nothing heavy by itself; `wiring.py` does.
"""
