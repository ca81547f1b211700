"""The Matrix channel: rooms on a homeserver, plain and end-to-end encrypted.

Messages come in through our own sync loop (`syncing.py`), become activities (`events.py`) and wait in the line of their
room (`inbox.py`, `lines.py`); the sync position is kept only after everything before it was received (`ledger.py`).
Messages go out in `sending.py`, with the id of the outbox row as transaction id.

Left for later on purpose: telling apart devices that their owner verified (keys go to every device that is not
blacklisted), reactions and polls as choices, threads, messages beyond the last hundred of a room after a long absence,
and a shared budget for the homeserver's rate limits.

This package imports nothing heavy by itself; `channel.py` does.
"""
