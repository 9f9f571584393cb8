"""Working time: multiples of overtime and limits per day, week and month."""

from __future__ import annotations

from decimal import Decimal

AS_OF = "Labour Law of the PRC of 1994 as amended 2018; Labour Contract Law as amended 2012"
WORKDAY, REST_DAY, HOLIDAY = Decimal("1.5"), Decimal("2"), Decimal("3")
"""Least multiples: workdays, rest days without another in their place, holidays (art. 44) [1]."""
DAY_H = Decimal(8)
"""Normal hours of a day (art. 36) [h]."""
WEEK_H = Decimal(44)
"""Most hours of an average week (art. 36); State Council order 174 of 1995 sets 40 [h]."""
OVERTIME_DAY_H = Decimal(3)
"""Most overtime of a day, in special cases; else 1 h (art. 41) [h]."""
OVERTIME_MONTH_H = Decimal(36)
"""Most overtime of a month (art. 41) [h]."""
PART_TIME_DAY_H = Decimal(4)
"""Most hours of an average part-time day with one employer (Labour Contract Law, art. 68) [h]."""
PART_TIME_WEEK_H = Decimal(24)
"""Most hours of a part-time week with one employer (Labour Contract Law, art. 68) [h]."""
FINE_SHARE = Decimal("0.2")
"""Most that may be taken off a month's wage for damage (Provisional rules on wages, art. 16)."""
