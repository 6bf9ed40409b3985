"""Worked cases: run them, say what they decide, and find those that a figure affects."""
