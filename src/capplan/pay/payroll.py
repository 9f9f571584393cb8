"""Payroll: a plan and a month of results, to a payslip for everybody (E1h)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from capplan.model.pay import LEGAL_DAY, PAID_DAYS_PER_MONTH
from capplan.pay.errors import PayError
from capplan.pay.law import income_tax, services
from capplan.pay.law.insurance import Share, insured
from capplan.pay.money import ZERO, cents, exact, split
from capplan.pay.parts import Base, Fine, Known
from capplan.pay.payslip import Line, Payslip
from capplan.pay.person import Month, Person
from capplan.pay.plan import Contract, GroupPlan, Scheme
from capplan.units import HOUR
from capplan.words import listed, say

HOURS_PER_MONTH = exact(PAID_DAYS_PER_MONTH) * LEGAL_DAY / HOUR
SHARED_FINES = say("fines shared")
NO_SHOP = say("no shop")
INSURANCE, TAX, EMPLOYER = say("own insurance"), say("income tax"), say("employer's add-on")


@dataclass(frozen=True, slots=True)
class Payroll:
    """All payslips of a month.

    Attributes:
        scheme: the plan.
        month: what it was applied to.
        slips: in the order of the month's people.
    """

    scheme: Scheme
    month: Month
    slips: tuple[Payslip, ...]

    def charged(self) -> dict[str, Decimal]:
        """What each client shop pays: cost by work, and the fee; the sum is exact [yuan]."""
        fee = Decimal(1) + (self.scheme.charge_out or 0)
        found: dict[str, Decimal] = {}
        for person, slip in zip(self.month.people, self.slips, strict=True):
            shops = person.shops or {NO_SHOP: Decimal(1)}
            parts = split(cents(slip.cost * fee), list(shops.values()))
            for shop, part in zip(shops, parts, strict=True):
                found[shop] = found.get(shop, ZERO) + part
        return found


def payroll(scheme: Scheme, month: Month) -> Payroll:
    """Work out everybody's pay.

    Raises:
        PayError: somebody's group is not in the plan, a figure is missing, pay is below 0 or below
            the minimum wage.
    """
    names = [person.name for person in month.people]
    for person in month.people:
        if person.group not in scheme.groups:
            raise PayError(
                say(
                    '{name} is of the group "{group}", which the plan {key} does not have '
                    "(valid: {groups})",
                    name=person.name,
                    group=person.group,
                    key=scheme.key,
                    groups=listed(scheme.groups),
                )
            )
        if names.count(person.name) > 1:
            raise PayError(say("{name} stands twice in the month", name=person.name))
    known = Known(month, pools=_pools(scheme, month))
    lines: dict[str, tuple[Line, ...]] = {}
    for group in scheme.in_order():
        for person in month.people:
            if person.group == group.name:
                lines[person.name] = _lines(group, person, known)
    for supervisor, amount in _shared_fines(scheme, month).items():
        lines[supervisor] = (*lines[supervisor], Line(SHARED_FINES, -amount))
    slips = tuple(_slip(scheme, person, lines[person.name]) for person in month.people)
    return Payroll(scheme, month, slips)


def _pools(scheme: Scheme, month: Month) -> dict[str, Mapping[str, Decimal]]:
    found: dict[str, Mapping[str, Decimal]] = {}
    for pool in scheme.pools.values():
        groups = scheme.drawing(pool.name)
        people = [p for p in month.people if p.group in groups]
        if people:
            found[pool.name] = pool.shares(people, month.profit)
    return found


def _lines(group: GroupPlan, person: Person, known: Known) -> tuple[Line, ...]:
    for named in group.parts:
        if isinstance(named.part, Base):
            hourly = named.part.of(person, named.name) / HOURS_PER_MONTH
            known.hourly[person.name] = known.hourly.get(person.name, Decimal(0)) + hourly
    return tuple(
        Line(named.name, cents(named.part.amount(person, known, named.name)))
        for named in group.parts
    )


def _shared_fines(scheme: Scheme, month: Month) -> dict[str, Decimal]:
    """What supervisors bear of others' fines [yuan]."""
    names = {person.name for person in month.people}
    found: dict[str, Decimal] = {}
    for person in month.people:
        for named in scheme.groups[person.group].parts:
            if not isinstance(named.part, Fine):
                continue
            amount = named.part.passed_on(person, named.name)
            supervisor = person.texts.get("supervisor", "")
            if amount and not supervisor:
                raise PayError(
                    say(
                        "{name} of {name_2} is shared with the supervisor, but the table names "
                        "none; add a column supervisor or 主管",
                        name=named.name,
                        name_2=person.name,
                    )
                )
            if amount and (supervisor not in names or supervisor == person.name):
                raise PayError(
                    say(
                        '{name} of {name_2} is shared with the supervisor "{supervisor}", who '
                        "must be another person of the table",
                        name=named.name,
                        name_2=person.name,
                        supervisor=supervisor,
                    )
                )
            if amount:
                found[supervisor] = found.get(supervisor, ZERO) + amount
    return found


def _slip(scheme: Scheme, person: Person, parts: tuple[Line, ...]) -> Payslip:
    group = scheme.groups[person.group]
    slip = Payslip(person.name, group.name, group.contract, parts, (), ())
    if slip.gross < 0:
        fines = ", ".join(f"{line.name} {line.amount}" for line in parts if line.amount < 0)
        raise PayError(
            say(
                "the pay of {name} would be {gross} yuan, below 0 ({fines})",
                name=person.name,
                gross=slip.gross,
                fines=fines,
            )
        )
    _check_minimum(scheme, person, slip)
    if group.contract is Contract.AGENCY:
        return slip
    wage = insured(slip.gross, group.insured_from, group.insured_to)
    own = [Line(s.name or INSURANCE, cents(wage * s.own)) for s in group.shares if _own(s)]
    tax = _tax(group, person, slip.gross, sum((line.amount for line in own), ZERO))
    added = [
        Line(
            say("employer's {name}", name=s.name) if s.name else EMPLOYER, cents(wage * s.employer)
        )
        for s in group.shares
    ]
    slip = replace(slip, taken=(*own, Line(TAX, tax)), added=tuple(added))
    if slip.net < 0:
        raise PayError(
            say(
                "the net pay of {name} would be {net} yuan, below 0: {withheld} yuan "
                "are withheld from {gross}",
                name=person.name,
                net=slip.net,
                withheld=slip.withheld,
                gross=slip.gross,
            )
        )
    return slip


def _own(share: Share) -> bool:
    """Whether a share has a line among what is withheld; insurance in one line always has."""
    return bool(share.own) or not share.name


def _tax(group: GroupPlan, person: Person, gross: Decimal, insurance: Decimal) -> Decimal:
    if group.contract is Contract.SERVICES:
        return services.withheld(gross)
    return income_tax.withheld(
        gross + person.maybe("income_before"),
        insurance + person.maybe("insurance_before"),
        1 + int(person.maybe("months_before")),
        person.maybe("withheld_before"),
    )


def _check_minimum(scheme: Scheme, person: Person, slip: Payslip) -> None:
    least = scheme.minimum.monthly
    if least is None or slip.contract is not Contract.EMPLOYEE:
        return
    group = scheme.groups[person.group]
    aside = {named.name for named in group.parts if not named.part.earns}
    wage = sum((line.amount for line in slip.parts if line.name not in aside), ZERO)
    due = cents(person.pro_rata(least))
    if wage < due:
        raise PayError(
            say(
                "the wage of {name} is {wage} yuan without overtime and allowances, "
                "below the minimum of {due} yuan that the plan sets for {paid_days} of "
                "{month_days} paid days",
                name=person.name,
                wage=wage,
                due=due,
                paid_days=person.paid_days,
                month_days=person.month_days,
            )
        )
