"""From the homeserver to the assistant: syncing, what was left out, the line of each room, and what an event means."""
