"""The codes in the kernels' arrays."""

NONE = -1
"""No such tick, agent, chat or place."""
NEVER = 2**62
"""Patience that never ends, as in the workload."""
LAST_KEY = 2**63 - 1
"""Beyond every event."""

REPLY, CLOSING, BREAK_END, DUTY, PATIENCE, MESSAGE, ARRIVAL, LINE_PATIENCE = range(8)
"""Codes of events, in the order of their ranks in a tick (rule A2).

The settling stands between the last two; it is no event here but what ends a tick.  A break's end
comes before an agent's other duties and concerns nobody else, so it may have a code of its own.
"""

SHIFT_START, BREAK_START, SHIFT_END, LIMIT = range(4)
"""Kinds of changes that are known beforehand."""

IN_LINE, IN_INBOX, IN_WORK, THINKING, HOLDING, WRAPPING, OVER = range(7)
"""States of a chat on the floor; up to `IN_WORK` its customer waits for a reply."""

GONE, HANDED_BACK, SILENT, FIRST_ROUND, WRAPS_UP, FRESH, TAKEN, UNHURRIED = (
    1, 2, 4, 8, 16, 32, 64, 128,
)  # fmt: skip
"""Marks of a chat on the floor: left silently; handed back; would leave silently; round 0; has a
wrap-up; the message that waits is the first after a transfer; was taken by an agent of its queue;
the message that waits was written in closed hours."""
ALL_MARKS = 255

LANES = 3
HANDED_BACK_LANE, ENTERED_LANE, AFTER_LIVE_LANE = range(LANES)
"""The parts of a line, in the order in which they are taken (rules A1, D6)."""

LINE_SCOPE, FIRST_REPLY_SCOPE, EVERY_REPLY_SCOPE = range(3)
"""What patience waits for (rule C2)."""

FINISH, HAND_BACK = range(2)
"""What happens to open chats at a shift's end or a break's start (rule P4)."""

IN_ORDER, FIRST_REPLIES_FIRST = range(2)
"""Which message an agent takes next (rule P3)."""

FEWEST_OPEN, LONGEST_SINCE_CHAT, ROUND_ROBIN = range(3)
"""Which agent of a group takes a chat (rule A1)."""

(
    HANDLED, LEFT_LINE, LEFT_FIRST_REPLY, LEFT_LATER, LEFT_SILENT, OPEN_AT_END, LEFT_CLOSED,
    NOT_COME,
) = range(8)  # fmt: skip
"""Outcomes, as in the log."""

DONE, MORE_STINTS, TOO_LATE = range(3)
"""Why the loop returned: the run is over; the stints need room; an event lies beyond the clock."""
