"""The Excel workbook of a plan or a study: what is sent to those who lead the shifts.

A sheet from a declared table is one line, ``table(say("payroll"), frame)``, in `sheets`.
"""

from capplan.report.workbook.book import Sheet, table, write_sheets
from capplan.report.workbook.sheets import write_workbook

__all__ = ["Sheet", "table", "write_sheets", "write_workbook"]
