"""What a run was: enough to run it again."""

from __future__ import annotations

import platform
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version

from capplan.model.scenario import Scenario
from capplan.results.study import Study

_PACKAGES = ("capplan", "numpy", "scipy", "simpy", "pandas", "numba")


@dataclass(frozen=True, slots=True)
class Record:
    """How figures came about.

    Attributes:
        scenario: name of the scenario.
        digest: hash of the resolved scenario and its data files.
        engine: name of the engine.
        seed: seed of the study.
        first_replication: number of the first replication.
        replications: replications that were run.
        complete: False if the run was interrupted.
        versions: versions of Python and of the packages that move numbers.
    """

    scenario: str
    digest: str
    engine: str
    seed: int
    first_replication: int
    replications: int
    complete: bool
    versions: dict[str, str]

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


def record(study: Study) -> Record:
    """The record of a study."""
    return record_of(
        study.scenario,
        study.engine,
        study.seed,
        study.replications,
        first=study.first,
        complete=study.complete,
    )


def record_of(
    scenario: Scenario,
    engine: str,
    seed: int,
    replications: int,
    *,
    first: int = 0,
    complete: bool = True,
) -> Record:
    """The record of runs, by what they were made from; see `Record`."""
    return Record(
        scenario=scenario.name,
        digest=scenario.digest,
        engine=engine,
        seed=seed,
        first_replication=first,
        replications=replications,
        complete=complete,
        versions={"python": platform.python_version()} | _versions(),
    )


def _versions() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
