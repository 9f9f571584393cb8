"""Random floors come from the parity tests."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "parity"))  # for `import cases`
