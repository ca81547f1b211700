"""From the assistant to the homeserver: how a reply looks, what can be pressed, and how fast it goes."""
