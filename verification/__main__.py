"""``python -m verification``."""

import sys

from verification.run import main

if __name__ == "__main__":
    sys.exit(main())
