"""Rules about copies and their distribution."""
