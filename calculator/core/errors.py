"""Rules that cannot be compiled raise; answers never do (what is wrong with them is reported)."""

from __future__ import annotations

from calculator.errors import CalculatorError


class RulesError(CalculatorError):
    """The rules are not what the core understands; `where` is a path such as ``table-x.points``."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(f"{where}: {message}")
        self.where = where
        self.message = message
