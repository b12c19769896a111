"""Checks: what is wrong with references, records and writings, one small function a rule."""
