"""Archival documents as typed records, and records as citations you can print."""
