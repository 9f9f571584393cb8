"""A pay plan: for each group its contract, its parts, and what is withheld (E1h)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from capplan.model.provenance import Mark
from capplan.pay.errors import PayError
from capplan.pay.law.insurance import Share
from capplan.pay.money import percent
from capplan.pay.parts import (
    Commission,
    Fine,
    Hourly,
    Part,
    Performance,
    PerUnit,
    Pool,
    PoolShare,
)
from capplan.words import listed, say


class Contract(StrEnum):
    """What ties a person to the shop, and so what is withheld."""

    EMPLOYEE = "employee"
    PART_TIME = "part_time"
    SERVICES = "services"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class NamedPart:
    """A part under its name in the plan, with its mark and source."""

    name: str
    part: Part
    mark: Mark
    source: str


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """How a group is paid.

    Attributes:
        name: the group.
        contract: what ties its people to the shop.
        shares: insurance and housing fund, each a line of its own on the slip.
        insured_from: least insured wage, or None [yuan/month].
        insured_to: greatest insured wage, or None [yuan/month].
        parts: in the order of the payslip.
    """

    name: str
    contract: Contract
    shares: tuple[Share, ...]
    insured_from: Decimal | None
    insured_to: Decimal | None
    parts: tuple[NamedPart, ...]

    @property
    def employer(self) -> Decimal:
        """What the employer adds in all, share of the insured wage [1]."""
        return sum((share.employer for share in self.shares), Decimal(0))

    @property
    def own(self) -> Decimal:
        """What is withheld for insurance in all, share of the insured wage [1]."""
        return sum((share.own for share in self.shares), Decimal(0))

    @property
    def metrics(self) -> dict[str, str]:
        """Metrics that the table must have, and the part that first names each."""
        found: dict[str, str] = {}
        for named in self.parts:
            for metric in named.part.metrics:
                found.setdefault(metric, named.name)
        return found

    @property
    def links(self) -> tuple[str, ...]:
        """Groups whose performance this one's is the mean of."""
        found = (p.part.link for p in self.parts if isinstance(p.part, Performance))
        return tuple(group for group in found if group is not None)


@dataclass(frozen=True, slots=True)
class Minimum:
    """The minimum wage that the user has set, or None [yuan/month], [yuan/h]."""

    monthly: Decimal | None
    hourly: Decimal | None


@dataclass(frozen=True, slots=True)
class Scheme:
    """A pay plan of a shop.

    Attributes:
        key: name of its file.
        name: English name.
        chinese: Chinese name.
        as_of: date of its figures, "" if undated.
        groups: by name.
        pools: by name.
        minimum: the minimum wage.
        charge_out: fee on top of cost that client shops pay, or None [1].
    """

    key: str
    name: str
    chinese: str
    as_of: str
    groups: Mapping[str, GroupPlan]
    pools: Mapping[str, Pool]
    minimum: Minimum
    charge_out: Decimal | None

    def __post_init__(self) -> None:
        whole = sum((pool.share for pool in self.pools.values()), Decimal(0))
        if whole > 1:
            raise PayError(
                say(
                    "the pools {pools} are {percent} of the profit together; at most 100 % "
                    "can be shared",
                    pools=listed(self.pools, "{left} and {right}"),
                    percent=percent(whole),
                )
            )
        self.in_order()
        for group in self.groups.values():
            drawn = [p.part.pool.name for p in group.parts if isinstance(p.part, PoolShare)]
            for pool in drawn:
                if drawn.count(pool) > 1:
                    raise PayError(
                        say(
                            "{name} draws on the pool {pool} twice; keep one part",
                            name=group.name,
                            pool=pool,
                        )
                    )
        for group in self.groups.values():
            for part in group.parts:
                self._check_hourly(group, part)

    @property
    def metrics(self) -> frozenset[str]:
        """All that any group's parts name."""
        return frozenset(m for group in self.groups.values() for m in group.metrics)

    @property
    def counted(self) -> frozenset[str]:
        """Metrics that add up over a month, because parts count them or take a share of them."""
        found: set[str] = set()
        for group in self.groups.values():
            for named in group.parts:
                part = named.part.of if isinstance(named.part, Performance) else named.part
                if isinstance(part, PerUnit | Commission | Fine):
                    found.add(part.of)
        return frozenset(found)

    def drawing(self, pool: str) -> frozenset[str]:
        """Groups that draw on a pool."""
        return frozenset(
            name
            for name, group in self.groups.items()
            for p in group.parts
            if isinstance(p.part, PoolShare) and p.part.pool.name == pool
        )

    def in_order(self) -> tuple[GroupPlan, ...]:
        """Groups, each after those it is linked to.

        Raises:
            PayError: a link to a group that does not exist, or a circle.
        """
        done: dict[str, GroupPlan] = {}
        for name in self.groups:
            self._visit(name, (), done)
        return tuple(done.values())

    def _visit(self, name: str, path: tuple[str, ...], done: dict[str, GroupPlan]) -> None:
        if name in path:
            circle = " → ".join((*path[path.index(name) :], name))
            raise PayError(
                say(
                    "the links go in a circle: {circle}; one group must stand on its own",
                    circle=circle,
                )
            )
        if name in done:
            return
        for link in self.groups[name].links:
            if link not in self.groups:
                raise PayError(
                    say(
                        '{name} is linked to the group "{link}", which is not in the plan '
                        "(valid: {groups})",
                        name=name,
                        link=link,
                        groups=listed(self.groups),
                    )
                )
            self._visit(link, (*path, name), done)
        done[name] = self.groups[name]

    def _check_hourly(self, group: GroupPlan, named: NamedPart) -> None:
        least = self.minimum.hourly
        if least is not None and isinstance(named.part, Hourly) and named.part.rate < least:
            raise PayError(
                say(
                    "{name} of {name_2} pays {rate:f} yuan/h, below the minimum of "
                    "{least:f} yuan/h that the plan sets",
                    name=named.name,
                    name_2=group.name,
                    rate=named.part.rate,
                    least=least,
                )
            )
