"""A shop with sliders: people per shift, chats at once, demand and pay, and what follows.

`knobs` holds what can be moved, `follow` works out what follows, `picture` draws it, and only
`panel` knows widgets.
"""

from capplan.report.explore.follow import Follower, Outcome
from capplan.report.explore.knobs import Knobs
from capplan.report.explore.panel import explore

__all__ = ["Follower", "Knobs", "Outcome", "explore"]
