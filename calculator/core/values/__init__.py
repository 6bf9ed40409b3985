"""Exact numbers, days and figures, and their one canonical form."""
