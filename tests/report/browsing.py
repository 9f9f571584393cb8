"""What a reader of HTML sees of a page."""

from __future__ import annotations

from html.parser import HTMLParser


class Read(HTMLParser):
    """What a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags, self.ids, self.links, self.open = [], [], [], []
        self.text: dict[str, list[str]] = {}

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [v for k, v in attrs if k in {"src", "href", "xlink:href", "data", "action"}]
        self.open.append(tag)

    def handle_data(self, data):
        if data.strip() and self.open:
            self.text.setdefault(self.open[-1], []).append(data.strip())


def read(html: str) -> Read:
    found = Read()
    found.feed(html)
    return found
