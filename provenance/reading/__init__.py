"""Readers: model objects from text. Nothing here knows of writers or checks."""
