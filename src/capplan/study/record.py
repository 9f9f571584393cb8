"""What a run was: enough to run it again."""

from __future__ import annotations

import platform
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version

from capplan.results.study import Study

_PACKAGES = ("capplan", "numpy", "scipy", "simpy", "pandas", "numba")


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


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
    versions: dict[str, str] = field(default_factory=_versions)

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


def record(study: Study) -> Record:
    """The record of a study."""
    return Record(
        scenario=study.scenario.name,
        digest=study.scenario.digest,
        engine=study.engine,
        seed=study.seed,
        first_replication=study.first,
        replications=study.replications,
        complete=study.complete,
    )
