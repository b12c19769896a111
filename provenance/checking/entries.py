"""Rules about the entries of bibliography files."""
