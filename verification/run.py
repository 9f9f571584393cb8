"""Run topics and print their claims."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator, Sequence

import verification.lines
import verification.open_chats
import verification.split
import verification.ways  # noqa: F401  (the four register their topics)
from capplan.engines import DEFAULT_ENGINE, ENGINES
from verification.claims import TOPICS, Claim, Effort

FULL, FAST = 60, 30
"""Replications per floor."""
FAST_TOPICS = (
    "erlang_a_line",
    "always_k_open",
    "one_agent_with_three_chats",
    "three_agents_with_four_chats",
)
"""Topics that the reference engine runs in seconds."""


def check(names: Iterable[str], effort: Effort) -> Iterator[tuple[str, Claim]]:
    """Run topics, one after another."""
    for name in names:
        for claim in TOPICS[name](effort):
            yield name, claim


def row(claim: Claim) -> str:
    """One line of the table."""
    simulated = claim.simulated
    verdict = "holds" if claim.holds else "FAILS"
    return (
        f"  {claim.name:<44}{claim.exact:>12.6g}{simulated.value:>12.6g}"
        f" ± {simulated.standard_error:<10.3g}{claim.z:>6.2f}  {verdict}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 if a claim fails."""
    parser = argparse.ArgumentParser(prog="python -m verification", description=__doc__)
    parser.add_argument("topics", nargs="*", help="some topics only", metavar="TOPIC")
    parser.add_argument("--engine", choices=ENGINES, default=DEFAULT_ENGINE)
    parser.add_argument("--fast", action="store_true", help="a few topics, fewer replications")
    parser.add_argument("--replications", type=int, help=f"per floor, {FULL} or {FAST}")
    parser.add_argument("--seed", type=int, default=20261111)
    options = parser.parse_args(arguments)
    names = options.topics or (FAST_TOPICS if options.fast else tuple(TOPICS))
    unknown = [name for name in names if name not in TOPICS]
    if unknown:
        parser.error(f"no topic {', '.join(unknown)}; there are {', '.join(TOPICS)}")
    replications = options.replications or (FAST if options.fast else FULL)
    effort = Effort(options.engine, options.seed, replications)
    print(f"  {'claim':<44}{'exact':>12}{'simulated':>12}   {'s.e.':<10}{'z':>6}")
    failed = total = 0
    began, last = time.perf_counter(), ""
    for name, claim in check(names, effort):
        if name != last:
            print(f"{name}: {(TOPICS[name].__doc__ or '').splitlines()[0]}")
            last = name
        print(row(claim), flush=True)
        total += 1
        failed += not claim.holds
    seconds = time.perf_counter() - began
    print(
        f"{total - failed} of {total} claims hold within 3 standard errors "
        f"({options.engine} engine, {replications} replications, {seconds:.0f} s)"
    )
    return 1 if failed else 0
