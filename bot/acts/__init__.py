"""What people do besides a conversation: access, the receiving desk, and the answer back. One file a family."""
