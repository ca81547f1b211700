"""Questions of practice and the meldcode: answers as data, with their source."""
