"""Test modules share the small shops in this folder and in `staffing`."""

import subprocess
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
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", default=None):
        return
    parts = ("capplan.engines.compiled", "capplan.results.compiled_tally")
    code = "import importlib, sys; importlib.import_module(sys.argv[1]).warm_up()"
    side_by_side = [subprocess.Popen([sys.executable, "-c", code, part]) for part in parts]
    assert [process.wait() for process in side_by_side] == [0, 0]


def pytest_collection_modifyitems(items):
    """Files with slow tests come first, so that no worker is left alone with them at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)
