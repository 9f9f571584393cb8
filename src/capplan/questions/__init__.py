"""Questions of owners: each makes variants of one scenario and compares them, paired."""

from capplan.questions.break_even import BreakEven, Lever
from capplan.questions.posts import Posts, Terms
from capplan.questions.split import Split, split
from capplan.questions.stress import Stress, stress

__all__ = ["BreakEven", "Lever", "Posts", "Split", "Stress", "Terms", "split", "stress"]
