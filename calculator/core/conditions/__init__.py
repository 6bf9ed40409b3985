"""Conditions in three values, with what they compare: subjects, selections, days, seniority."""
