"""Rules about records, alone and together."""
