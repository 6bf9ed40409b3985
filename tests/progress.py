"""How far a long run is: `dev.py test` shows this instead of a dot for each test.

Every ten seconds a line with the share, the time and the test that has just ended; what fails or is
skipped is named at once.
"""

import time
from collections.abc import Callable, Sequence

import pytest

EVERY = 10  # seconds between two lines


class Progress:
    """Counts the tests that have ended, whichever worker ran them."""

    def __init__(
        self, write: Callable[[str], object], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.write, self.clock = write, clock
        self.begun = self.told = clock()
        self.total = self.ended = 0

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.total = len(session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        self.total = len(ids)

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """What the summary counts it as, and no letter; expected failures are pytest's to name."""
        if hasattr(report, "wasxfail"):
            return None
        of_the_test = report.when == "call"
        words = {"passed": "passed" if of_the_test else "", "skipped": "skipped"}
        return words.get(report.outcome, "failed" if of_the_test else "error"), "", ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.ended += report.when == "teardown"
        if not report.passed:
            self._tell(f"{report.outcome.upper()} {report.nodeid}")
        elif report.when == "teardown" and self.clock() - self.told >= EVERY:
            self._tell(report.nodeid)

    def _tell(self, words: str) -> None:
        self.told = self.clock()
        minutes, seconds = divmod(int(self.told - self.begun), 60)
        share = 100 * self.ended // max(self.total, 1)
        self.write(f"{share:3} %  {minutes}:{seconds:02}  {words}")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    terminal = config.pluginmanager.getplugin("terminalreporter")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Progress(terminal.write_line), "progress")
