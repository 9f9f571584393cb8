"""One plan over all days of an event, from hiring to release."""

from capplan.campaign.plan import (
    CampaignEffort,
    CampaignPlan,
    campaign,
    campaign_of,
    usual_effort,
)

__all__ = ["CampaignEffort", "CampaignPlan", "campaign", "campaign_of", "usual_effort"]
