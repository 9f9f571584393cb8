"""A campaign in the workbook: who is called, trained, on and released when."""

from __future__ import annotations

from collections.abc import Iterator

from capplan.campaign import CampaignPlan, tables
from capplan.campaign.rota import OFF, TRAINING, rota
from capplan.report.workbook.book import Sheet, table
from capplan.words import say, tell


def campaign_sheets(plan: CampaignPlan) -> Iterator[Sheet]:
    """Hiring list, releases, training calendar, cost by day, people and their rota."""
    hired = tables.hiring(plan)
    if not hired.empty:
        note = say("The last day on which each class of temps can be called, and how many to call.")
        yield table(say("hiring list"), hired.dropna(axis="columns", how="all"), note)
        yield table(say("releases"), tables.releases(plan))
    training = tables.training(plan)
    if not training.empty:
        note = say("People in training are paid and off the floor.")
        yield table(say("training calendar"), training, note)
    yield table(say("cost by day"), tables.cost_by_day(plan))
    yield table(say("people"), tables.people(plan))
    words = {OFF: tell("off"), TRAINING: tell("training")}
    yield table(
        say("by name"),
        rota(plan).replace(words),
        say("Shift of each person on each day. capplan simulate --roster reads it too."),
    )
