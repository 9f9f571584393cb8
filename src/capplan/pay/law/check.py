"""What law says about a month: warnings that name the rule; nothing is corrected (E1s)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from capplan.pay.errors import PayError
from capplan.pay.law import working_time as law
from capplan.pay.law.holidays import public_holidays
from capplan.pay.law.insurance import HOUSING, HOUSING_FUND
from capplan.pay.money import percent
from capplan.pay.parts import Fine, Overtime
from capplan.pay.payroll import SHARED_FINES, Payroll
from capplan.pay.payslip import Payslip
from capplan.pay.person import Month, Person
from capplan.pay.plan import Contract, GroupPlan, Scheme
from capplan.words import Sentence, say

_EXTRA = (
    ("overtime_h", say("overtime")),
    ("rest_day_h", say("rest days")),
    ("holiday_h", say("public holidays")),
)


@dataclass(frozen=True, slots=True)
class LawWarning:
    """Something that a rule does not allow, or that cannot be checked.

    Attributes:
        who: a person, a group, or "" for the month.
        rule: law and article.
        text: what is so.
    """

    who: str
    rule: str
    text: str

    @property
    def sentence(self) -> Sentence:
        """It on one line."""
        text = say("{text} ({rule})", text=self.text, rule=self.rule)
        return say("{who}: {text}", who=self.who, text=text) if self.who else text

    def __str__(self) -> str:
        """Write it in English."""
        return str(self.sentence)


def check(found: Payroll) -> tuple[LawWarning, ...]:
    """All warnings of a payroll."""
    warnings: list[LawWarning] = list(_of_tax(found))
    if _known_holidays(found.month) is None:
        text = say(
            "the public holidays of {first:%Y} are not known, so none are checked",
            first=found.month.first,
        )
        warnings.append(LawWarning("", say("State Council order 795 of 2024"), text))
    for group in found.scheme.groups.values():
        warnings.extend(_of_group(group))
    for person, slip in zip(found.month.people, found.slips, strict=True):
        group = found.scheme.groups[person.group]
        if group.contract is Contract.AGENCY:
            continue
        if group.contract is Contract.PART_TIME:
            warnings.extend(_of_part_timer(person, found.month))
        else:
            warnings.extend(_of_hours(person, group, found.month))
        warnings.extend(_of_fines(slip, found.scheme))
    return tuple(warnings)


def _known_holidays(month: Month) -> int | None:
    """Public holidays of a month, None if the table does not reach so far."""
    try:
        return len(public_holidays(month.first))
    except PayError:
        return None


def _of_tax(found: Payroll) -> Iterator[LawWarning]:
    wages = {Contract.EMPLOYEE, Contract.PART_TIME}
    lacking = [
        person.name
        for person in found.month.people
        if found.scheme.groups[person.group].contract in wages
        and "income_before" not in person.values
    ]
    if lacking:
        text = say(
            "tax of {lacking} people is withheld as in the first month of the "
            "year, for no income_before of theirs is known",
            lacking=len(lacking),
        )
        yield LawWarning("", say("SAT announcement 61 of 2018"), text)


def _of_group(group: GroupPlan) -> Iterator[LawWarning]:
    for named in group.parts:
        if isinstance(named.part, Overtime):
            part = named.part
            for given, least, what in (
                (part.workday, law.WORKDAY, say("overtime on workdays")),
                (part.rest_day, law.REST_DAY, say("rest days")),
                (part.holiday, law.HOLIDAY, say("public holidays")),
            ):
                if given < least:
                    yield LawWarning(
                        group.name,
                        say("Labour Law art. 44"),
                        say(
                            "{name} pays {percent} for {what}, less than {percent_2}",
                            name=named.name,
                            percent=percent(given),
                            what=what,
                            percent_2=percent(least),
                        ),
                    )
    if group.contract is Contract.EMPLOYEE and not (group.employer and group.own):
        yield LawWarning(
            group.name,
            say("Social Insurance Law art. 58 and 60"),
            say("the plan pays no social insurance for employees"),
        )
    least, most = HOUSING_FUND
    for share in group.shares:
        for paid in (share.employer, share.own) if share.name == HOUSING else ():
            if not least <= paid <= most:
                text = say(
                    "the housing fund is {paid}, not between {least} and {most} for each side",
                    paid=percent(paid), least=percent(least), most=percent(most),
                )  # fmt: skip
                yield LawWarning(group.name, say("State Council order 350 as revised 2019"), text)
                break
    if group.contract is Contract.PART_TIME:
        yield LawWarning(
            group.name,
            say("Labour Contract Law art. 72"),
            say("part-timers are to be paid at least every 15 days; these slips are monthly"),
        )


def _of_hours(person: Person, group: GroupPlan, month: Month) -> Iterator[LawWarning]:
    overtime = person.maybe("overtime_h") + person.maybe("rest_day_h")
    if overtime > law.OVERTIME_MONTH_H:
        text = say(
            "{hours} h of overtime and rest days, more than {most} a month",
            hours=_hours(overtime),
            most=law.OVERTIME_MONTH_H,
        )
        yield LawWarning(person.name, say("Labour Law art. 41"), text)
    paid = any(isinstance(named.part, Overtime) for named in group.parts)
    if not paid and group.contract is Contract.EMPLOYEE:
        for metric, what in _EXTRA:
            if person.maybe(metric):
                text = say(
                    "{hours} h of {what} are not paid by the plan",
                    hours=_hours(person.maybe(metric)),
                    what=what,
                )
                yield LawWarning(person.name, say("Labour Law art. 44"), text)
    days = _known_holidays(month)
    if days is not None and person.maybe("holiday_h") > 24 * days:
        yield LawWarning(
            person.name,
            say("State Council order 795 of 2024"),
            say(
                "{hours} h on public holidays, but {first:%Y-%m} has {days} of them",
                hours=_hours(person.maybe("holiday_h")),
                first=month.first,
                days=days,
            ),
        )
    yield from _of_periods(person, month)


def _of_periods(person: Person, month: Month) -> Iterator[LawWarning]:
    most_day = law.DAY_H + law.OVERTIME_DAY_H
    for label, values in person.weeks.items():
        hours, days = values.get("hours_worked"), values.get("days_worked")
        if hours is not None and days and hours / days > most_day:
            text = say(
                "{short} h on a mean day of {label}, more than {most_day}",
                short=_short(hours / days),
                label=label,
                most_day=most_day,
            )
            yield LawWarning(person.name, say("Labour Law art. 36 and 41"), text)
        if len(month.periods) < 4:
            continue
        length = max(7, month.days_of(label))
        if hours is not None and hours * 7 > law.WEEK_H * length:
            text = say(
                "{hours} h in week {label}, more than {most} in an average week",
                hours=_hours(hours),
                label=label,
                most=law.WEEK_H,
            )
            yield LawWarning(person.name, say("Labour Law art. 36"), text)
        if days is not None and days >= length:
            text = say("no rest day in week {label}", label=label)
            yield LawWarning(person.name, say("Labour Law art. 38"), text)


def _of_part_timer(person: Person, month: Month) -> Iterator[LawWarning]:
    hours, days = person.values.get("hours_worked"), person.values.get("days_worked")
    if hours is not None and days and hours / days > law.PART_TIME_DAY_H:
        text = say(
            "{short} h on a mean day, more than {part_time_day_h}",
            short=_short(hours / days),
            part_time_day_h=law.PART_TIME_DAY_H,
        )
        yield LawWarning(person.name, say("Labour Contract Law art. 68"), text)
    if len(person.weeks) < 4:
        return
    for label, values in person.weeks.items():
        hours = values.get("hours_worked")
        if hours is not None and hours * 7 > law.PART_TIME_WEEK_H * max(7, month.days_of(label)):
            text = say(
                "{hours} h in week {label}, more than {most}",
                hours=_hours(hours),
                label=label,
                most=law.PART_TIME_WEEK_H,
            )
            yield LawWarning(person.name, say("Labour Contract Law art. 68"), text)


def _of_fines(slip: Payslip, scheme: Scheme) -> Iterator[LawWarning]:
    fines = {
        named.name for named in scheme.groups[slip.group].parts if isinstance(named.part, Fine)
    }
    taken = -sum(
        (line.amount for line in slip.parts if line.name in {*fines, SHARED_FINES}), Decimal(0)
    )
    before = slip.gross + taken
    if taken > law.FINE_SHARE * before:
        text = say(
            "fines of {taken} yuan are more than 20 % of the wage of {before} yuan",
            taken=taken,
            before=before,
        )
        yield LawWarning(slip.person, say("Provisional rules on payment of wages art. 16"), text)


def _hours(value: Decimal) -> str:
    """Hours as a person reads them: ``"45.95"``, ``"40"``."""
    return f"{round(float(value), 2):g}"


def _short(value: Decimal) -> str:
    return f"{value:.1f}"
