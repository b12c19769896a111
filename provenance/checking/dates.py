"""Rules about a document's dates."""
