#!/usr/bin/env python3
"""Holds Masthead against gofeed's test files: a document, and beside it the JSON that gofeed makes of it.

    gofeed_cases.py MASTHEAD [FOLDER] [--show] [--floor 99]

Compared is every field that Masthead has too: of the feed title, link, links, feedLink and language; of its items their number, title, link,
links, guid, description, content, instants, names of authors, categories, enclosures, image and source. A field that gofeed leaves
out and Masthead fills from elsewhere (a link from a permanent guid) is not a difference; one that gofeed has and Masthead has not is.
Differences on purpose stand in gofeed_differences.tsv (file, field, rule of docs/feeds.md).
"""
import collections
import json
import pathlib
import re
import sys

from masthead_feeds import SKIPPED, case_options, one_line, pieces, plain, read_with_masthead, same_url

SITE = "http://localhost/"


def expected_beside(path):
    for name in (path.stem + "_expected.json", path.stem + ".json"):
        beside = path.with_name(name)
        if beside.exists() and beside != path:
            return beside
    return None


def pairs(folder):
    for path in sorted(folder.rglob("*")):
        is_feed = path.suffix == ".xml" or (path.suffix == ".json" and (path.with_name(path.stem + "_expected.json")).exists())
        beside = expected_beside(path) if is_feed else None
        if beside is not None:
            yield path, json.loads(beside.read_bytes().decode("utf-8-sig"))


def same_title(ours, theirs):
    return ours in (one_line(theirs), plain(theirs))


def same_markup(ours, theirs):
    return pieces(ours) == pieces(theirs) or pieces(ours) == pieces(plain(theirs)) or one_line(ours) == one_line(theirs)


def person(text):
    text = one_line(text)
    inside = re.search(r"\(([^()]*)\)", text)
    if "@" in text and inside:
        return inside.group(1).strip() if "@" not in inside.group(1) else text.split("(")[0].strip()
    text = re.sub(r"<[^>]*@[^>]*>", "", text).strip()
    return "" if "@" in text and " " not in text else text


def has(wanted):
    """All of `wanted` are among ours."""
    return lambda ours, theirs: all(any(same_url(mine, one) or mine == one_line(one) or mine == plain(one) for mine in ours) for one in theirs)


def listed(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def address(link):
    return link if isinstance(link, str) else link.get("href", "") if link.get("rel", "alternate") in ("", "alternate") else ""


class Comparer:
    def __init__(self, table, show):
        self.table, self.show = table, show
        self.tally = collections.Counter()
        self.fields = collections.Counter()
        self.wrong = collections.Counter()

    def field(self, name, what, ours, theirs, same):
        self.tally["fields"] += 1
        self.fields[what] += 1
        good = same(ours, theirs)
        known = (name, what) in self.table
        self.tally["agree"] += good
        self.tally["stale"] += good and known
        self.tally["explained"] += known and not good
        self.wrong[what] += not good
        if good and known:
            print(f"{name}: {what} is listed as a difference, but agrees")
        if not good and (self.show or not known):
            print(f"{name}{' (on purpose)' if known else ''}: {what}\n   ours   {ours!r}\n   theirs {theirs!r}")

    def document(self, name, ours, theirs):
        entries = listed(theirs.get("items")) if "items" in theirs else listed(theirs.get("entries"))
        items = ours.get("items", [])
        if items or entries:
            self.field(name, "item count", len(items), len(entries), lambda a, b: a == b)
        self.head(name, ours, theirs)
        for mine, peer in zip(items, entries):
            self.item(name, mine, peer)

    def head(self, name, ours, theirs):
        if theirs.get("title"):
            self.field(name, "feed title", ours.get("title"), theirs["title"], same_title)
        links = [address(link) for link in listed(theirs.get("links"))]
        known = theirs.get("link") or theirs.get("home_page_url")
        # Without a link of its own gofeed's list may still hold the feed's address, which is another field.
        link = known or next((one for one in links if one and one != theirs.get("feedLink")), None)
        if link:
            self.field(name, "feed link", ours.get("link"), link, lambda a, b: same_url(a, b) or any(same_url(a, one) for one in links))
        self_link = theirs.get("feedLink") or theirs.get("feed_url")
        if self_link:
            self.field(name, "feed self", ours.get("self"), self_link, same_url)
        if theirs.get("language"):
            self.field(name, "feed language", ours.get("language"), theirs["language"], lambda a, b: (a or "").lower() == b.lower())

    def item(self, name, ours, theirs):
        self.texts(name, ours, theirs)
        self.links(name, ours, theirs)
        for what, key in (("published", "publishedParsed"), ("published", "pubDateParsed"), ("published", "date_published"),
                          ("updated", "updatedParsed"), ("updated", "date_modified")):
            if theirs.get(key):
                # Whole seconds: a fraction says nothing about news.
                self.field(name, what, ours.get(what), re.sub(r"\.\d+", "", theirs[key]), lambda a, b: a == b)
        people = [person(one if isinstance(one, str) else one.get("name") or "")
                  for one in listed(theirs.get("authors")) or listed(theirs.get("author"))]
        if any(people):
            self.field(name, "authors", ours.get("authors", []), [one for one in people if one], has(people))
        tags = [tag if isinstance(tag, str) else tag.get("label") or tag.get("term") or tag.get("value") or ""
                for tag in listed(theirs.get("categories")) + listed(theirs.get("tags"))]
        if any(tags):
            self.field(name, "categories", ours.get("categories", []), [tag for tag in tags if tag], has(tags))
        self.source(name, ours.get("source") or {}, theirs.get("source") or {})

    def texts(self, name, ours, theirs):
        if theirs.get("title"):
            self.field(name, "title", ours.get("title"), theirs["title"], same_title)
        for what, keys in (("summary", ("description", "summary")), ("content", ("content", "content_html", "content_text"))):
            value = next((theirs[key] for key in keys if theirs.get(key)), None)
            value = value.get("value") if isinstance(value, dict) else value
            if value:
                self.field(name, what, ours.get(what), value, same_markup)

    def links(self, name, ours, theirs):
        links = [address(link) for link in listed(theirs.get("links"))]
        link = theirs.get("link") or theirs.get("url") or next(filter(None, links), None)
        if link:
            self.field(name, "link", ours.get("link"), link, lambda a, b: same_url(a, b) or any(same_url(a, one) for one in links))
        guid = theirs.get("guid") or theirs.get("id")
        guid = guid.get("value") if isinstance(guid, dict) else guid
        if guid:
            self.field(name, "id", ours.get("id"), guid, lambda a, b: a == str(b).strip())
        enclosures = listed(theirs.get("enclosures") or theirs.get("enclosure") or theirs.get("attachments"))
        enclosures += [link for link in listed(theirs.get("links")) if isinstance(link, dict) and link.get("rel") == "enclosure"]
        mine = ours.get("enclosures", [])
        addresses = {one.get("url") or one.get("href") for one in enclosures}
        for peer in (one for one in enclosures if one.get("url") or one.get("href")):
            row = next((row for row in mine if same_url(row["url"], peer.get("url") or peer.get("href"))), {})
            self.field(name, "enclosure", row.get("url"), sorted(addresses), lambda a, b: bool(a))
            kind = peer.get("type") or peer.get("mime_type")
            if kind:
                self.field(name, "enclosure type", row.get("type"), kind, lambda a, b: a == b)
            size = peer.get("length") or peer.get("size_in_bytes")
            if size:
                self.field(name, "enclosure length", row.get("bytes"), size, lambda a, b: str(a) == str(b))
        image = theirs.get("image")
        image = image.get("url") if isinstance(image, dict) else image
        if image:
            self.field(name, "image", [one["url"] for one in ours.get("images", [])], [image], has([image]))

    def source(self, name, ours, theirs):
        if theirs.get("title"):
            self.field(name, "source title", ours.get("title") or "", theirs["title"], same_title)
        link = theirs.get("url") or next(filter(None, map(address, listed(theirs.get("links")))), None)
        if link:
            self.field(name, "source link", ours.get("url"), link, same_url)


def differences(path):
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {(row[0], row[1]): row[2] for row in rows}


def main():
    options = case_options(__doc__, "feeds/gofeed", 99.0, "per cent of the fields that must agree")
    folder = options.folder
    if folder is None:
        return SKIPPED
    cases = [(path.relative_to(folder).as_posix(), path, expected) for path, expected in pairs(folder)]
    read = read_with_masthead(options.masthead, [(SITE + name.replace(" ", "%20"), "", path.read_bytes()) for name, path, _ in cases])
    comparer = Comparer(differences(pathlib.Path(__file__).with_name("gofeed_differences.tsv")), options.show)
    for (name, _, expected), ours in zip(cases, read, strict=True):
        comparer.document(name, ours, expected)
    for what, count in sorted(comparer.fields.items()):
        print(f"  {what:18} {count - comparer.wrong[what]:5} of {count:5}")
    tally = comparer.tally
    share = 100 * tally["agree"] / max(tally["fields"], 1)
    print(f"{len(cases)} pairs: {tally['agree']} of {tally['fields']} fields agree ({share:.2f} %), on purpose {tally['explained']}, "
          f"unexplained {tally['fields'] - tally['agree'] - tally['explained']}")
    return 0 if share >= options.floor and tally["stale"] == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
