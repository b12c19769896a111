"""Rules about the letters and marks of a reference."""
