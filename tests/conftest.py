"""Test modules share the small shops in this folder and in `staffing`."""

import sys
from pathlib import Path

from hypothesis import settings

settings.register_profile("capplan", deadline=None)  # no test is timed
settings.load_profile("capplan")

HERE = Path(__file__).parent
for folder in (HERE, HERE / "staffing", HERE / "campaign"):
    sys.path.insert(0, str(folder))
