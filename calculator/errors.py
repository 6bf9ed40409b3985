"""The one exception base of the project, and what the core raises."""


class CalculatorError(Exception):
    """Something that a person can mend; its text says what and how."""


class RulesError(CalculatorError):
    """The rules are not what the core understands; `where` is a path such as ``table-x.points``.

    Answers never raise: what is wrong with them is reported.
    """

    def __init__(self, where: str, message: str) -> None:
        super().__init__(f"{where}: {message}")
        self.where = where
        self.message = message
