"""The kernels' codes of the model's rules."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from capplan.engines.kernel import codes
from capplan.model.chat import PatienceScope
from capplan.model.people import EndRule, MessageOrder, PickRule

Rule = TypeVar("Rule", bound=Enum)

PICK = {
    PickRule.FEWEST_OPEN: codes.FEWEST_OPEN,
    PickRule.LONGEST_SINCE_CHAT: codes.LONGEST_SINCE_CHAT,
    PickRule.ROUND_ROBIN: codes.ROUND_ROBIN,
}
SCOPE = {
    PatienceScope.LINE: codes.LINE_SCOPE,
    PatienceScope.FIRST_REPLY: codes.FIRST_REPLY_SCOPE,
    PatienceScope.EVERY_REPLY: codes.EVERY_REPLY_SCOPE,
}
END = {EndRule.FINISH: codes.FINISH, EndRule.HAND_BACK: codes.HAND_BACK}
ORDER = {
    MessageOrder.ARRIVAL: codes.IN_ORDER,
    MessageOrder.FIRST_REPLIES_FIRST: codes.FIRST_REPLIES_FIRST,
}


class UnsupportedRule(NotImplementedError):
    """The compiled engine lacks a rule that the reference engine has."""

    def __init__(self, rule: object) -> None:
        super().__init__(
            f"the compiled engine lacks the rule {rule}; "
            'the reference engine has it: simulate(..., engine="reference")'
        )
        self.rule = rule


def code_of(codes: Mapping[Rule, int], rule: Rule) -> int:
    """The kernels' code of a rule.

    Raises:
        UnsupportedRule: if they lack it.
    """
    if rule not in codes:
        raise UnsupportedRule(rule)
    return codes[rule]
