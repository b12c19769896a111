"""Rules about the notes of a manuscript, one after another."""
