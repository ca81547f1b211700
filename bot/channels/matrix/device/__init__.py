"""The device of the assistant: its folder, its login, its signatures, and whose devices get keys from it."""
