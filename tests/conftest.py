"""What holds for every test. SENIM_NO_SKIP=1, as CI sets it, turns a skipped test into a failed one."""

import gc
import os
from collections.abc import Generator

import pytest
from hypothesis import settings

# How long an example takes says how busy the machine is; what is to be fast has a benchmark.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

_ELSEWHERE = {"test_facts_conversion.py", "test_hsds_schemas.py"}
_strict = os.environ.get("SENIM_NO_SKIP") == "1"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tables that directory/ was made from and schemas of HSDS are not part of the project: without them no tests."""
    absent = [item for item in items if item.path.name in _ELSEWHERE and _never_runs(item)]
    if absent:
        config.hook.pytest_deselected(items=absent)
        items[:] = [item for item in items if item not in absent]


def pytest_collection_finish() -> None:
    """As the bot does when it has started: or the garbage of thousands of tests is looked for while seconds count."""
    gc.collect()
    gc.freeze()


def _never_runs(item: pytest.Item) -> bool:
    return any(mark.args == (True,) for mark in item.iter_markers("skipif"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that skips itself, or is marked so."""
    report = yield
    _refuse(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A whole file that skips itself."""
    report = yield
    _refuse(report)
    return report


def _refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    if _strict and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped, which is not allowed here: {report.longrepr}"
