"""A pay plan, built from its shape (rules E1h to E1q)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeVar

from capplan.files.errors import ConstructionStepError, ReferenceStepError, nearest, quoted
from capplan.files.shape.pay_plans import (
    KINDS,
    BandShape,
    CommissionShape,
    GroupPlanShape,
    PartShape,
    PayPlanShape,
    PerformanceShape,
    PerUnitShape,
)
from capplan.files.tree import Node, Path, Problems
from capplan.model.provenance import Mark
from capplan.pay.errors import PayError
from capplan.pay.law.insurance import HOUSING, SHARES, Share
from capplan.pay.money import percent
from capplan.pay.parts import (
    Band,
    Bands,
    Base,
    Commission,
    Fine,
    FullAttendance,
    Hourly,
    Item,
    Linked,
    Overtime,
    Part,
    Performance,
    PerPoint,
    PerUnit,
    Pool,
    PoolShare,
    Sheet,
    Steps,
)
from capplan.pay.plan import Contract, GroupPlan, Minimum, NamedPart, Scheme
from capplan.words import say, told_by

_ZERO = Decimal(0)
T = TypeVar("T")


def build_pay_plan(key: str, shape: PayPlanShape, root: Node) -> Scheme:
    """A plan.

    Raises:
        ReferenceStepError: a sheet or pool that is not in the plan.
        ConstructionStepError: bands, weights, pools or links that cannot be.
    """
    _check_names(shape, root)
    return _Building(shape, root).scheme(key)


def _check_names(shape: PayPlanShape, root: Node) -> None:
    problems = Problems(root)
    for group, plan in shape.groups.items():
        for name, part in plan.parts.items():
            here: Path = ("groups", group, "parts", name)
            if part.pool is not None and part.pool not in (shape.pools or {}):
                hint = nearest(part.pool, shape.pools or {})
                problems.add(
                    (*here, "pool"),
                    say("there is no pool {quoted}{hint}", quoted=quoted(part.pool), hint=hint),
                )
            sheet = part.performance.sheet if part.performance else None
            if sheet is not None and sheet not in (shape.sheets or {}):
                hint = nearest(sheet, shape.sheets or {})
                text = say("there is no sheet {quoted}{hint}", quoted=quoted(sheet), hint=hint)
                problems.add((*here, "performance", "sheet"), text)
            link = part.performance.mean_of if part.performance else None
            if link is not None and link not in shape.groups:
                hint = nearest(link, shape.groups)
                text = say("there is no group {quoted}{hint}", quoted=quoted(link), hint=hint)
                problems.add((*here, "performance", "mean_of"), text)
    problems.stop(ReferenceStepError)


class _Building:
    """Builds part by part and collects what cannot be."""

    def __init__(self, shape: PayPlanShape, root: Node) -> None:
        self._shape = shape
        self._problems = Problems(root)
        self._sheets: dict[str, Sheet | None] = {}
        self._pools: dict[str, Pool] = {}

    def scheme(self, key: str) -> Scheme:
        shape = self._shape
        for name, pool in (shape.pools or {}).items():
            if pool.share > 1:
                text = say("must be at most 100 %, not {percent}", percent=percent(pool.share))
                self._problems.add(("pools", name, "share"), text)
            self._pools[name] = Pool(name, pool.share, pool.by)
        for name, items in (shape.sheets or {}).items():
            self._sheets[name] = self._sheet(("sheets", name), items)
        groups = {name: self._group(name) for name in shape.groups}
        self._problems.stop(ConstructionStepError)
        low = shape.minimum
        found = self._try(
            (),
            lambda: Scheme(
                key,
                shape.name,
                shape.chinese,
                shape.as_of,
                groups,
                self._pools,
                Minimum(low.monthly if low else None, low.hourly if low else None),
                shape.charge_out,
            ),
        )
        self._problems.stop(ConstructionStepError)
        assert found is not None
        return found

    def _try(self, path: Path, make: Callable[[], T]) -> T | None:
        try:
            return make()
        except PayError as error:
            self._problems.add(path, told_by(error))
            return None

    def _group(self, name: str) -> GroupPlan:
        shape = self._shape.groups[name]
        parts: list[NamedPart] = []
        for key, part in shape.parts.items():
            built = self._try(
                ("groups", name, "parts", key),
                lambda part=part, key=key: self._part(("groups", name, "parts", key), part),
            )
            if built is not None:
                parts.append(NamedPart(key, built, Mark(part.mark), part.source or ""))
        return GroupPlan(
            name,
            Contract(shape.contract),
            _shares(shape),
            shape.insured_from,
            shape.insured_to,
            tuple(parts),
        )

    def _part(self, path: Path, shape: PartShape) -> Part | None:
        kind = next(kind for kind in KINDS if getattr(shape, kind) is not None)
        if shape.base is not None:
            return Base(shape.base)
        if shape.base_by_grade is not None:
            return Base(_ZERO, shape.base_by_grade)
        if shape.full_attendance is not None:
            return FullAttendance(shape.full_attendance)
        if shape.per_unit is not None:
            return _per_unit(shape.per_unit)
        if shape.commission is not None:
            return _commission(shape.commission)
        if shape.performance is not None:
            return self._performance(shape.performance)
        if shape.pool is not None:
            return PoolShare(self._pools[shape.pool])
        return self._further((*path, kind), shape)

    def _further(self, path: Path, shape: PartShape) -> Part | None:
        if shape.per_point is not None:
            p = shape.per_point
            return PerPoint(
                p.of,
                p.from_,
                p.pays_there,
                p.per_point,
                p.whole_points,
                p.most,
                p.measured == "weekly",
            )
        if shape.steps is not None:
            bands = self._bands((*path, "bands"), shape.steps.bands, "pays")
            weekly = shape.steps.measured == "weekly"
            return None if bands is None else Steps(shape.steps.of, bands, weekly)
        if shape.fine is not None:
            return Fine(shape.fine.of, shape.fine.each, shape.fine.supervisor)
        if shape.overtime is not None:
            o = shape.overtime
            return Overtime(o.workday, o.rest_day, o.holiday, o.hourly)
        assert shape.hourly is not None
        return Hourly(shape.hourly.rate, shape.hourly.least_shift or _ZERO)

    def _performance(self, shape: PerformanceShape) -> Performance | None:
        sheet = None if shape.sheet is None else self._sheets[shape.sheet]
        if shape.sheet is not None and sheet is None:
            return None
        of = (
            _commission(shape.commission)
            if shape.commission is not None
            else _per_unit(shape.per_unit)
            if shape.per_unit is not None
            else Linked(shape.mean_of or "")
        )
        return Performance(of, sheet)

    def _sheet(self, path: Path, items: Mapping[str, object]) -> Sheet | None:
        shapes = (self._shape.sheets or {})[str(path[-1])]
        built: list[Item] = []
        for metric, item in shapes.items():
            bands = self._bands((*path, metric, "bands"), item.bands, "points")
            if bands is not None:
                built.append(Item(metric, item.weight, bands))
        if len(built) < len(items):
            return None
        return self._try(path, lambda: Sheet(tuple(built)))

    def _bands(self, path: Path, shapes: list[BandShape], gives: str) -> Bands | None:
        for shape in shapes:
            if getattr(shape, gives) is None or (shape.points is None) == (shape.pays is None):
                example = "points: 80" if gives == "points" else "pays: 800 yuan/month"
                self._problems.add(
                    path,
                    say(
                        "each band needs {gives}, for example {example}",
                        gives=gives,
                        example=example,
                    ),
                )
                return None
        lower = any(s.from_ is not None or s.below is not None for s in shapes)
        upper = any(s.above is not None or s.up_to is not None for s in shapes)
        if lower and upper:
            text = say("write the edges of all bands with from and below, or with above and up_to")
            self._problems.add(path, text)
            return None
        bands = [
            Band(
                s.from_ if not upper else s.above,
                s.below if not upper else s.up_to,
                getattr(s, gives),
            )
            for s in shapes
        ]
        bands.sort(key=lambda b: (b.low is not None, b.low or _ZERO))
        return self._try(path, lambda: Bands(tuple(bands), not upper))


def _shares(shape: GroupPlanShape) -> tuple[Share, ...]:
    """Lines of insurance and housing fund (E1u)."""
    if shape.insurance is not None:
        shares = SHARES
    elif shape.insurance_lines is not None:
        shares = tuple(Share(n, s.employer, s.own) for n, s in shape.insurance_lines.items())
    else:
        shares = (Share("", shape.employer or _ZERO, shape.own or _ZERO),)
    fund = shape.housing_fund
    return shares if fund is None else (*shares, Share(HOUSING, fund, fund))


def _per_unit(shape: PerUnitShape) -> PerUnit:
    return PerUnit(shape.rate, shape.of, shape.above or _ZERO, shape.most, not shape.allowance)


def _commission(shape: CommissionShape) -> Commission:
    return Commission(shape.share, shape.of, shape.above or _ZERO)
