"""Test modules share the small shops in this folder and in `staffing`."""

import sys
from pathlib import Path

from hypothesis import settings

settings.register_profile("capplan", deadline=None)  # no test is timed
settings.load_profile("capplan")

HERE = Path(__file__).parent
for folder in (HERE, HERE / "staffing", HERE / "campaign"):
    sys.path.insert(0, str(folder))


def pytest_sessionstart(session):
    """What is compiled once on a machine is so before the workers start, not by each of them."""
    config = session.config
    if config.getoption("numprocesses", default=None) and not hasattr(config, "workerinput"):
        from capplan.study.warm_up import warm_up

        warm_up()


def pytest_collection_modifyitems(items):
    """Files with slow tests come first, so that no worker is left alone with them at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)
