"""The zorglandschap in a conversation: look-ups, and what a professional says is wrong in it."""
