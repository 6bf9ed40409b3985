"""The visit: the questions as a person meets them, step by step (docs/decisions/the-visit.md)."""
