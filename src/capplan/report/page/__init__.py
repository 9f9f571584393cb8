"""Report pages: a list of sections in, one self-contained HTML file out.

    from capplan.report.page import Page, Section, Table

    page = Page(title="Night desk", answer="The night desk pays.", sections=(
        Section("It earns 310 yuan a night", sentences=("Margin less wage.",), figure=figure),
    ))
    page.write("night.html")

A section says its finding in its heading; a picture, a few sentences and a small table follow;
whatever is long goes into `more`, which is folded.  Everything is text: it is escaped on the page.
"""

from capplan.report.page.frame import Card, Cell, Mood, More, Page, Section, Table

__all__ = ["Card", "Cell", "Mood", "More", "Page", "Section", "Table"]
