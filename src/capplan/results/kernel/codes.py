"""The codes in the arrays of the compiled tally."""

from __future__ import annotations

NONE = -1
"""No such tick, agent or chat, as in the log."""

(
    CUSTOMERS, CONTAINED, OFFERED, ENDED, _, _, _, _, _, _,
    ATTEMPTS, TRANSFERRED, TAKEN_OVER, OFFLINE, OFFLINE_REPLIES, OFFLINE_AGE,
    BACKLOG, FIRST_REPLIES, FIRST_RESPONSE, ROUNDS, REPLIES, TIMED_REPLIES,
    RESPONSE, LINE, UNANSWERED, ORDERS, ORDERS_IF_PROMPT, CLOSED_ORDERS_LOST, FIRST_WITHIN,
) = range(29)  # fmt: skip
"""Columns of queues, in the order of `tally.QUEUE_SUMS`; those of the outcomes begin at `ENDED`,
those of the thresholds at `FIRST_WITHIN`."""

ON_SHIFT, BREAK, WORK, OPEN, GROUP_REPLIES, OVERTIME = range(6)
"""Columns of groups, in the order of `tally.GROUP_SUMS`."""

HANDLED, LEFT_LINE, LEFT_FIRST_REPLY, LEFT_LATER, LEFT_SILENT, OPEN_AT_END, LEFT_CLOSED = range(7)
"""Outcomes, as in the log; whoever did not come has none of these."""
COLUMN_OF_OUTCOME = (0, 1, 2, 3, 4, 6, 5)
"""Place of each outcome's column behind `ENDED`."""

FIRST, ANY = 0, 1
"""Places of first responses and of all responses in the counts of response times."""

NO_CURVE, EXPONENTIAL, STEPS = range(3)
"""How conversion falls with the first response time (rule C6b)."""

ROUND, CUSTOMER, SESSION = range(3)
"""What a platform's metric counts (rule M4b)."""
