"""Lists and acts of the command line and the chat: one file a family, its Dutch sentences in `teksten.yaml`."""
