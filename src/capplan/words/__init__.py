"""What users read: sentences made once, in English, and shown in the reader's language.

Every room may make sentences (`say`, `listed`); `report` and `cli` show them (`tell`).
"""

from capplan.words.catalogue import LANGUAGES
from capplan.words.dates import day, moment, month, weekday, weekday_lines
from capplan.words.html import html
from capplan.words.reader import language, of_system, reading, tell, use
from capplan.words.sentence import Sentence, listed, say, told_by

__all__ = [
    "LANGUAGES",
    "Sentence",
    "day",
    "html",
    "language",
    "listed",
    "moment",
    "month",
    "of_system",
    "reading",
    "say",
    "tell",
    "told_by",
    "use",
    "weekday",
    "weekday_lines",
]  # fmt: skip
