"""Figures: one function each, a declared table and an axes in, a figure out.

    from capplan.report import figures

    figures.shifts(plan.roster_table)

Without an axes a function makes a figure of its own.  None of them touches pyplot or any global
setting of matplotlib, so they work in threads, on servers and in notebooks alike.
"""

from capplan.report.figures.campaign_days import campaign_days
from capplan.report.figures.cost_against_loss import cost_against_loss
from capplan.report.figures.cost_by_part import cost_by_part
from capplan.report.figures.demand_and_people import demand_and_people
from capplan.report.figures.differences import differences
from capplan.report.figures.hiring import hiring
from capplan.report.figures.hour_value import hour_value
from capplan.report.figures.incident import incident
from capplan.report.figures.load_and_pay import load_and_pay
from capplan.report.figures.night_cover import night_cover
from capplan.report.figures.pay_by_person import pay_by_person
from capplan.report.figures.save import save_pictures
from capplan.report.figures.service import service
from capplan.report.figures.shifts import shifts
from capplan.report.figures.split_or_pooled import split_or_pooled
from capplan.report.figures.targets import targets
from capplan.report.figures.tornado import tornado

__all__ = [
    "campaign_days",
    "cost_against_loss",
    "cost_by_part",
    "demand_and_people",
    "differences",
    "hiring",
    "hour_value",
    "incident",
    "load_and_pay",
    "night_cover",
    "pay_by_person",
    "save_pictures",
    "service",
    "shifts",
    "split_or_pooled",
    "targets",
    "tornado",
]
