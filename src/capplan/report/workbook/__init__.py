"""The Excel workbook of a plan, a campaign, a study or a month's pay.

A sheet from a declared table is one line, ``table(say("payroll"), frame)``, in `sheets`.
"""

from capplan.report.workbook.book import Sheet, table, write_sheets
from capplan.report.workbook.pay_sheets import write_months, write_payroll
from capplan.report.workbook.sheets import write_workbook

__all__ = [
    "Sheet",
    "table",
    "write_months",
    "write_payroll",
    "write_sheets",
    "write_workbook",
]
