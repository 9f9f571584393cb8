"""Pay over months that are made of whole sampled days (rule E2)."""

from capplan.questions.month.run import MonthPay, Months, Terms, Worked, pay_months, work_months

__all__ = ["MonthPay", "Months", "Terms", "Worked", "pay_months", "work_months"]
