"""Rules about records together."""
