"""Rules about the names of archives."""
