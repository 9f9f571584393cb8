"""The parts of which pay plans are made; one concept per file (E1)."""

from capplan.pay.parts.attendance import FullAttendance
from capplan.pay.parts.bands import Band, Bands
from capplan.pay.parts.base import Base
from capplan.pay.parts.bonus import PerPoint, Steps
from capplan.pay.parts.commission import Commission
from capplan.pay.parts.fine import Fine
from capplan.pay.parts.kpi import Item, Sheet
from capplan.pay.parts.link import Linked
from capplan.pay.parts.overtime import Overtime
from capplan.pay.parts.part import Known, Part
from capplan.pay.parts.per_unit import PerUnit
from capplan.pay.parts.performance import Performance
from capplan.pay.parts.pool import Pool, PoolShare
from capplan.pay.parts.temp import Hourly

__all__ = [
    "Band",
    "Bands",
    "Base",
    "Commission",
    "Fine",
    "FullAttendance",
    "Hourly",
    "Item",
    "Known",
    "Linked",
    "Overtime",
    "Part",
    "PerPoint",
    "PerUnit",
    "Performance",
    "Pool",
    "PoolShare",
    "Sheet",
    "Steps",
]
