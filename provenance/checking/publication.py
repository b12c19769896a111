"""Rules about translation, publication and access."""
