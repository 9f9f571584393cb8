"""A matplotlib figure inside a page: SVG with its text as text, in the page's own fonts."""

# matplotlib leaves the types of its keyword arguments open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from markupsafe import Markup
from matplotlib.figure import Figure

from capplan.report.figures import look
from capplan.report.figures.save import save_svg

_METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)
_SIZE = re.compile(r'(<svg[^>]*?) (?:width|height)="[^"]*"')
_OWN = re.compile(r'\b(id="|href="#|url\(#)')


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a page.

    Attributes:
        svg: the drawing.
        says: what it shows, for those who cannot see it.
        caption: how to read it; "" where the panels say it themselves.
    """

    svg: Markup
    says: str
    caption: str


def picture(figure: Figure, prefix: str) -> Picture:
    """Turn a figure into SVG that may stand beside others.

    Args:
        figure: the figure; the headline of a single panel is taken off it.
        prefix: put before its identifiers, so that those of several pictures stay apart.
    """
    says = look.headlines(figure)
    caption = look.take_headline(figure) if len(says) == 1 else ""
    out = io.StringIO()
    save_svg(figure, out)
    text = out.getvalue()
    text = _METADATA.sub("", text[text.index("<svg") :])
    while _SIZE.search(text):
        text = _SIZE.sub(r"\1", text)
    text = _OWN.sub(lambda found: found.group(1) + prefix, text)
    return Picture(Markup(text), " · ".join(says), caption)
