"""Links of a folder of HTML pages that lead nowhere in it: python tests/support/site_links.py build/site."""

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """Ids of a page, and where it leads."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name == "id" or (tag == "a" and name == "name"):
                self.ids.add(value)
            if (name == "href" and tag in ("a", "link")) or (name == "src" and tag in ("img", "script")):
                self.links.append(value or "")


def broken(top):
    pages = {file.resolve(): Page(file.read_text(encoding="utf-8")) for file in top.rglob("*.html")}
    out = []
    for file, page in sorted(pages.items()):
        for link in dict.fromkeys(page.links):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or link in ("", "#"):
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            if target.is_dir():
                target = target / "index.html"
            if not target.is_file():
                out.append(f"{file.relative_to(top.resolve())}: there is no {link}")
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
                out.append(f"{file.relative_to(top.resolve())}: {link} has no such heading")
    return out


if __name__ == "__main__":
    found = broken(Path(sys.argv[1]))
    print("\n".join(found))
    sys.exit(1 if found else 0)
