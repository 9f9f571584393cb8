"""The frame of every report page: what it is made of, and how it becomes HTML."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from matplotlib.figure import Figure

from capplan.report.page.picture import Picture, picture
from capplan.words import language, tell


class Mood(StrEnum):
    """How good a figure is; its colour, never without its words."""

    PLAIN = "plain"
    GOOD = "good"
    OPEN = "open"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table that has a mood."""

    text: str
    mood: Mood = Mood.PLAIN


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts.

    Attributes:
        heads: names of the columns.
        rows: the cells, as many as heads in each row.
        words: places of the columns that hold words and stand left; the others hold numbers.
        total: whether the last row is the sum of the others.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    words: tuple[int, ...] = (0,)
    total: bool = False

    def __post_init__(self) -> None:
        if any(len(row) != len(self.heads) for row in self.rows):
            raise ValueError("every row of a table needs one cell for each head")


@dataclass(frozen=True, slots=True)
class More:
    """What is folded below a section.

    Attributes:
        says: the line that unfolds it.
        sentences: paragraphs.
        table: a table.
    """

    says: str
    sentences: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """One finding.

    Attributes:
        heading: the finding, in a sentence.
        sentences: paragraphs below the heading.
        figure: a picture that shows it; the headline of a single panel becomes its caption.
        table: a small table.
        more: what is folded.
        name: a word for the list of contents; none: the section is not listed.
        mood: how good the finding is.
    """

    heading: str
    sentences: tuple[str, ...] = ()
    figure: Figure | None = None
    table: Table | None = None
    more: tuple[More, ...] = ()
    name: str = ""
    mood: Mood = Mood.PLAIN


@dataclass(frozen=True, slots=True)
class Card:
    """One figure of the answer, in large type.

    Attributes:
        value: the figure with its unit.
        says: what it is.
        remark: its interval, or what it is made of.
        mood: how good it is.
    """

    value: str
    says: str
    remark: str = ""
    mood: Mood = Mood.PLAIN


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A report.

    Attributes:
        title: what it is about: name of the scenario.
        answer: the answer, in one sentence.
        subtitle: the time planned, and the like.
        cards: a few figures of the answer.
        remarks: sentences below the cards.
        sections: the findings, in the order of the story.
        foot: how it was made.
    """

    title: str
    answer: str
    sections: tuple[Section, ...]
    subtitle: str = ""
    cards: tuple[Card, ...] = ()
    remarks: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()

    def html(self) -> str:
        """The whole page in the reader's language; it asks for nothing but itself."""
        shown = [
            _Shown(section, f"part-{number}", _picture(section, number))
            for number, section in enumerate(self.sections, start=1)
        ]
        template = _environment().get_template("page.html")
        return template.render(
            page=self,
            sections=shown,
            lang="zh-CN" if language() == "zh" else "en",
            contents=tell("Contents"),
        )

    def write(self, path: str | Path) -> Path:
        """Write it to a file, whose folder is made if need be."""
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.html(), encoding="utf-8")
        return path


@dataclass(frozen=True, slots=True, eq=False)
class _Shown:
    """A section with its place and its picture as it stands on the page."""

    section: Section
    anchor: str
    picture: Picture | None


def _picture(section: Section, number: int) -> Picture | None:
    return None if section.figure is None else picture(section.figure, f"p{number}-")


@cache
def _environment() -> Environment:
    """Every value is escaped, and a name that the page does not have is an error."""
    return Environment(
        loader=PackageLoader("capplan.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
