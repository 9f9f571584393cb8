"""The panel of sliders for a notebook; needs ipywidgets, the extra `notebooks`."""

from __future__ import annotations

from html import escape
from typing import Any

from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.report.explore.follow import DAYS, Follower, Outcome
from capplan.report.explore.knobs import Knobs, Post
from capplan.report.explore.picture import picture
from capplan.results.shown import number, percent, seconds
from capplan.words import say, tell

MOST = 120
"""A slider of people goes this far, or as far as its group has people, whichever is less."""


class Panel:
    """Sliders, and the picture that follows them.

    Attributes:
        people: a slider per group and shift type.
        limits: a slider per group.
        demand: slider of the demand [%].
        pay: slider of the wages [%].
        says: the figures.
        picture: the picture.
        box: all of it, as a widget.
    """

    def __init__(self, follower: Follower) -> None:
        import ipywidgets  # noqa: PLC0415  (only in notebooks)

        widgets: Any = ipywidgets
        self._follower = follower
        first = follower.start
        most = {g.name: min(MOST, g.most) for g in follower.scenario.groups}
        self.people: dict[Post, Any] = {
            post: _slider(widgets, n, 0, max(most[post[0]], n), post[1])
            for post, n in first.people.items()
        }
        self.limits: dict[str, Any] = {
            group: _slider(widgets, n, 1, max(15, n + 5), tell("chats at once"))
            for group, n in first.limits.items()
        }
        self.demand = _slider(widgets, 100, 40, 250, tell("demand, %"), 5)
        self.pay = _slider(widgets, 100, 50, 200, tell("pay, %"), 5)
        self.says, self.picture = widgets.HTML(), widgets.HTML()
        pages = [widgets.VBox([self.limits[group], *(self._of(group))]) for group in first.limits]
        groups = widgets.Accordion(children=pages, titles=tuple(first.limits), selected_index=0)
        side = widgets.VBox([self.demand, self.pay, groups])
        right = widgets.VBox([self.says, self.picture], layout=widgets.Layout(flex="1"))
        self.box = widgets.HBox([side, right])
        for slider in (*self.people.values(), *self.limits.values(), self.demand, self.pay):
            slider.observe(self._follow, names="value")
        self._follow(None)

    def _of(self, group: str) -> list[Any]:
        return [slider for post, slider in self.people.items() if post[0] == group]

    @property
    def knobs(self) -> Knobs:
        """What the sliders say."""
        return Knobs(
            {post: slider.value for post, slider in self.people.items()},
            {group: slider.value for group, slider in self.limits.items()},
            self.demand.value / 100,
            self.pay.value / 100,
        )

    def _follow(self, _change: object) -> None:
        found = self._follower.outcome(self.knobs)
        self.says.value = f"<p>{escape(tell(_sentence(found)))}</p>"
        self.picture.value = picture(found.table, self._follower.scenario.group_names)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """What a notebook shows."""
        return self.box._repr_mimebundle_(**options)


def _slider(widgets: Any, value: int, low: int, high: int, text: str, step: int = 1) -> Any:
    return widgets.IntSlider(
        value=value, min=low, max=high, step=step, description=text, continuous_update=False,
        style={"description_width": "110px"},
    )  # fmt: skip


def _sentence(found: Outcome) -> str:
    return say(
        "Lost: {lost}; first response {wait}; people cost {cost} yuan; {margin} yuan of margin "
        "lost.",
        lost=percent(found.lost),
        wait=seconds(found.first_response),
        cost=number(found.cost),
        margin=number(found.lost_margin),
    )


def explore(
    scenario: Scenario, roster: Roster | None = None, *, days: int = DAYS, seed: int = 1
) -> Panel:
    """Move people per shift, chats at once, demand and pay, and see at once what follows.

    Args:
        scenario: the shop.
        roster: who is on at first, e.g. that of a plan; None for the roster of the scenario.
        days: replications behind the picture; more are surer and slower.
        seed: seed of the draws.

    Raises:
        ValueError: if there is no roster.
        ImportError: if ipywidgets is not there: ``pip install capplan[notebooks]``.
    """
    return Panel(Follower(scenario, roster, days, seed))
