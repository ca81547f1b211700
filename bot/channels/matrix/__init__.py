"""The Matrix channel: rooms on a homeserver, plain and end-to-end encrypted.

`device/` is the account's device: its folder and login, its cross-signing, and whose devices get keys.
`incoming/` takes messages in: our own sync loop makes activities that wait in the line of their room; the sync position
is kept only after everything before it was received.
`outgoing/` sends: with the id of the outbox row as transaction id, in one pace for all rooms.
`channel.py` brings them together, in the one process that leads.

This package imports nothing heavy by itself; `channel.py` does.
"""
