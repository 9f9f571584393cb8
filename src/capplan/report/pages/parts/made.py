"""How a page came about: enough to make it again."""

from __future__ import annotations

from capplan.report.bundle import Bundle
from capplan.words import tell


def lines(bundle: Bundle) -> tuple[str, ...]:
    """Version, seed, engine, runs and hash; and the roster's file, if it came from one."""
    return (*_roster(bundle), *_record(bundle))


def _roster(bundle: Bundle) -> tuple[str, ...]:
    place = bundle.summary.get("roster")
    if place is None:
        return ()
    return (tell("The roster is that of {place}, not the one in the scenario.", place=place),)


def _record(bundle: Bundle) -> tuple[str, ...]:
    record = bundle.data.get("record")
    if record is None:
        return ()
    return (
        tell(
            "capplan {version} · {runs} runs from number {first} · seed {seed} · engine {engine}",
            version=record["versions"].get("capplan", ""),
            runs=record["replications"],
            first=record["first_replication"],
            seed=record["seed"],
            engine=record["engine"],
        ),
        tell("Scenario {digest}", digest=record["digest"]),
        tell("Figures in brackets and ranges are 95 % intervals."),
    )
