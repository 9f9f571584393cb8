"""Pages: what each command's results look like as a report."""

from __future__ import annotations

from collections.abc import Callable

from capplan.report.bundle import Bundle, BundleError
from capplan.report.page import Page
from capplan.report.pages import (
    campaign,
    compare,
    frontier,
    months,
    night,
    pay,
    plan,
    sensitivity,
    simulate,
    split,
    stress,
    value,
)
from capplan.words import say

KINDS: dict[str, Callable[[Bundle], Page]] = {
    "plan": plan.page,
    "simulate": simulate.page,
    "campaign": campaign.page,
    "compare": compare.page,
    "split": split.page,
    "night": night.page,
    "frontier": frontier.page,
    "value": value.page,
    "stress": stress.page,
    "sensitivity": sensitivity.page,
    "pay": pay.page,
    "months": months.page,
}
"""By kind of bundle, what makes its page."""


def page(bundle: Bundle) -> Page:
    """The report of what a run left behind.

    Raises:
        BundleError: if there is no page for this kind, or a part of the results is missing.
    """
    if bundle.kind not in KINDS:
        raise BundleError(say("there is no report for results of {kind}", kind=bundle.kind))
    try:
        return KINDS[bundle.kind](bundle)
    except KeyError as error:
        raise BundleError(say("the results lack {name}", name=str(error.args[0]))) from error
