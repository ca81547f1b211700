"""Ways to talk with people: one module or package each, found by name. Each implements `bot.ports.Channel`."""
