"""Exit codes of the command."""

TARGET_MISSED, BAD_INPUT, INTERRUPTED = 1, 2, 130
