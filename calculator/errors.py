"""The one exception base of the project."""


class CalculatorError(Exception):
    """Something that a person can mend; its text says what and how."""
