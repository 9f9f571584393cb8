"""From a file to a scenario: the five steps in order."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from capplan.files.advice import advise
from capplan.files.build import build
from capplan.files.build.paid import build_paid
from capplan.files.errors import Advice
from capplan.files.fill import fill
from capplan.files.incident_files import add_incidents
from capplan.files.pay_plans import plan_content, read_pay_plan
from capplan.files.platform_profiles import Profile, read_profile_file, shipped_profile
from capplan.files.reader import find_file, read_file
from capplan.files.references import check_references
from capplan.files.render import list_provenance, render
from capplan.files.shape.scenario import ScenarioShape
from capplan.files.shorthand import expand
from capplan.files.tree import Node
from capplan.files.validate import validate
from capplan.files.variants import apply, check_variants, choose, read_sets, take_variants
from capplan.model.scenario import Scenario
from capplan.pay.paid_by import PaidBy


@dataclass(frozen=True, slots=True)
class Resolved:
    """A scenario with all that was decided on the way.

    Attributes:
        scenario: ready to run.
        calm: the same without its incidents.
        text: the scenario as YAML, with variants applied and every default filled in and marked.
        digest: SHA-256 of that text and of the data and profiles it reads, hexadecimal.
        advice: what is worth a second look.
        variants: names of all variants of the file.
        applied: names of the variants that were applied.
        overrides: the ``path=value`` texts that were applied.
        changed: the paths that variants and overrides set.
        paid: how each group that names a pay plan is paid.
        file: the scenario file; None if it came from elsewhere.
    """

    scenario: Scenario
    calm: Scenario
    text: str
    digest: str
    advice: tuple[Advice, ...]
    variants: tuple[str, ...]
    applied: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    paid: tuple[PaidBy, ...] = ()
    file: Path | None = None


def load(
    path: str | Path,
    variants: Sequence[str] = (),
    overrides: Sequence[str] = (),
    incidents: Sequence[str | Path] = (),
) -> Scenario:
    """Load a scenario.

    Args:
        path: a folder that holds scenario.yaml, or a yaml file.
        variants: names of variants to apply; two may not set the same path.
        overrides: ``path=value`` texts, applied last.
        incidents: files of incidents, or names of shipped ones, that strike the scenario.

    Raises:
        ScenarioError: the file cannot be used; its text says why, one line per problem.
    """
    return resolve(path, variants, overrides, incidents).scenario


def resolve(
    path: str | Path,
    variants: Sequence[str] = (),
    overrides: Sequence[str] = (),
    incidents: Sequence[str | Path] = (),
) -> Resolved:
    """Load a scenario and keep its resolved text, digest, advice and names of variants.

    Arguments and errors are those of `load`.
    """
    file = find_file(path)
    root = read_file(file)
    known = take_variants(root)
    add_incidents(root, incidents)
    filled, shape, changed = _shaped(root, known, variants, overrides)
    check_references(shape, filled, file.parent)
    profiles = _profiles(shape, file.parent)
    built = build(shape, filled, file.parent, {k: p.platform for k, p in profiles.items()})
    text = render(filled)
    plans = _plan_names(shape)
    schemes = {name: read_pay_plan(name, file.parent) for name in plans}
    digest = _digest(text, shape, profiles, file.parent)
    marked = [v for p in profiles.values() for v in p.provenance]
    provenance = (*list_provenance(filled), *marked)
    scenario = replace(built.scenario, provenance=provenance, digest=digest)
    paid = build_paid(shape, scenario, schemes, filled)
    return Resolved(
        scenario=scenario,
        text=text,
        digest=digest,
        advice=(*built.advice, *advise(shape, scenario, filled)),
        variants=tuple(known),
        applied=tuple(variants),
        overrides=tuple(overrides),
        changed=changed,
        paid=paid,
        file=file,
        calm=replace(built.calm, provenance=provenance, digest=digest),
    )


def _shaped(
    root: Node, known: dict[str, dict[str, Node]], names: Sequence[str], overrides: Sequence[str]
) -> tuple[Node, ScenarioShape, tuple[str, ...]]:
    """Expand, fill and check the tree; then again with the changes, if any; and their paths."""
    expand(root)
    filled = fill(root)
    shape = validate(filled)
    check_variants(known, filled)
    chosen = choose(known, names)
    if chosen:
        root, filled, shape = _changed(root, filled, chosen)
    changes = read_sets(overrides, filled)
    if changes:
        root, filled, shape = _changed(root, filled, changes)
    return filled, shape, (*chosen, *changes)


def _changed(
    root: Node, filled: Node, changes: dict[str, Node]
) -> tuple[Node, Node, ScenarioShape]:
    changed = apply(root, filled, changes)
    expand(changed)
    filled = fill(changed)
    return changed, filled, validate(filled)


def _profiles(shape: ScenarioShape, folder: Path) -> dict[str, Profile]:
    """The profiles beside the scenario, and the shipped ones that its queues name."""
    own = {k: read_profile_file(k, folder / file, file) for k, file in shape.platforms.items()}
    named = {q.platform for q in shape.queues.values() if q.platform is not None}
    return own | {key: shipped_profile(key) for key in sorted(named - set(own))}


def _plan_names(shape: ScenarioShape) -> list[str]:
    """The pay plans that groups name."""
    return sorted({g.pay_plan.plan for g in shape.groups.values() if g.pay_plan is not None})


def _digest(text: str, shape: ScenarioShape, profiles: dict[str, Profile], folder: Path) -> str:
    digest = hashlib.sha256(text.encode())
    names = {part.volumes for queue in shape.queues.values() for part in queue.demand}
    for name in sorted(name for name in names if name is not None):
        digest.update(name.encode())
        digest.update((folder / name).read_bytes())
    for key, profile in profiles.items():
        digest.update(key.encode())
        digest.update(profile.content)
    for name in _plan_names(shape):
        digest.update(name.encode())
        digest.update(plan_content(name, folder))
    return digest.hexdigest()
