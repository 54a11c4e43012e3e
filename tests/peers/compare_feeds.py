#!/usr/bin/env python3
"""Compares what Masthead reads from recorded feeds with python3-feedparser, strictly.

    compare_feeds.py MASTHEAD [WEB.warc.gz] [--show N]

For every response of the recorded web: is it read, has it the same items, and of each item the same title, link and date (to the
second) and a text where feedparser has one. Differences that are known stand in compare_feeds_differences.tsv with their reason; any
other one, and any entry of that table that no longer differs, makes the check fail. Prints a table of how much agrees.

feedparser's link is taken as its feedburner_origlink where there is one (the real address behind a counting redirect); its date is
`published`, else `updated`. Titles are compared as a person reads them.
"""
import argparse
import calendar
import gzip
import html
import pathlib
import re
import sys

from masthead_feeds import SKIPPED, corpora, one_line, plain, run_masthead, same_url

try:
    import feedparser
except ImportError:
    feedparser = None


def responses(path):
    """(url, content type, body) of each response record of a gzipped WARC file whose bodies are stored plain."""
    data = gzip.open(path).read()
    at = 0
    while at < len(data):
        head_end = data.index(b"\r\n\r\n", at)
        head = dict(line.split(b": ", 1) for line in data[at:head_end].split(b"\r\n")[1:])
        block = data[head_end + 4 : head_end + 4 + int(head[b"Content-Length"])]
        at = head_end + 4 + len(block) + 4
        if head[b"WARC-Type"] != b"response":
            continue
        http, body = block.split(b"\r\n\r\n", 1)
        content_type = re.search(rb"(?im)^content-type: *(.*?)\r?$", http)
        yield head[b"WARC-Target-URI"].decode(), content_type.group(1).decode("latin-1") if content_type else "", body


FIRST_DATE = calendar.timegm((1990, 1, 1, 0, 0, 0))  # An older date is none to Masthead (docs/feeds.md): unset, most often.


def title_readings(text):
    """Title texts that say the same: as markup, and with references that were escaped twice."""
    return {plain(text), plain(html.unescape(text or "")), one_line(html.unescape(text or ""))}


def same_link(ours, theirs):
    def clean(url):
        return html.unescape(url or "").strip().replace(" ", "%20")

    return same_url(clean(ours), clean(theirs))


def seconds(text):
    return calendar.timegm(tuple(map(int, re.findall(r"\d+", text)[:6]))) if text else None


class Tally:
    def __init__(self, known, show):
        self.known, self.show = known, show
        self.same, self.all, self.explained, self.shown, self.met = {}, {}, {}, {}, set()

    def add(self, kind, same, url, ours, theirs):
        self.all[kind] = self.all.get(kind, 0) + 1
        self.same[kind] = self.same.get(kind, 0) + bool(same)
        if same:
            return
        if (url, kind) in self.known:
            self.met.add((url, kind))
            self.explained[kind] = self.explained.get(kind, 0) + 1
        elif self.shown.setdefault(kind, 0) < self.show:
            self.shown[kind] += 1
            print(f"{kind}: {url}\n   ours   {ours!r}\n   theirs {theirs!r}")

    def explain(self, kind):
        """A difference that follows from a rule of docs/feeds.md, whatever the feed."""
        self.all[kind] = self.all.get(kind, 0) + 1
        self.same.setdefault(kind, 0)
        self.explained[kind] = self.explained.get(kind, 0) + 1

    def report(self):
        print(f"{'':12} {'all':>6} {'same':>6} {'known':>6} {'other':>6}")
        other = 0
        for kind, total in self.all.items():
            explained = self.explained.get(kind, 0)
            left = total - self.same[kind] - explained
            other += left
            print(f"{kind:12} {total:6} {self.same[kind]:6} {explained:6} {left:6}")
        stale = self.known.keys() - self.met
        for url, kind in sorted(stale):
            print(f"listed as a difference, but none: {kind} of {url}")
        return other + len(stale)


def compare(tally, url, ours, theirs):
    tally.add("read", bool(ours) and "items" in ours, url, ours.get("problems"), len(theirs.entries))
    tally.add("feed title", ours.get("title", "") in title_readings(theirs.feed.get("title")), url, ours.get("title"), theirs.feed.get("title"))
    items = ours.get("items", [])
    tally.add("item count", len(items) == len(theirs.entries), url, len(items), len(theirs.entries))
    if len(items) != len(theirs.entries):
        return
    for mine, peer in zip(items, theirs.entries):
        tally.add("title", mine["title"] in title_readings(peer.get("title")), url, mine["title"], peer.get("title"))
        link = peer.get("feedburner_origlink") or peer.get("link")
        tally.add("link", same_link(mine["link"], link), url, mine["link"], link)
        date = peer.get("published_parsed") or peer.get("updated_parsed")
        ours_date, peer_date = seconds(mine["published"] or mine["updated"]), calendar.timegm(date) if date else None
        if ours_date is None and peer_date is not None and peer_date < FIRST_DATE:
            tally.explain("date")
        else:
            tally.add("date", ours_date == peer_date, url, mine["published"] or mine["updated"], peer.get("published") or peer.get("updated"))
        text, peer_text = mine["summary"] or mine["content"], peer.get("summary") or peer.get("content")
        tally.add("has text", bool(text) or not peer_text, url, text[:80], str(peer_text)[:80])


def known_differences():
    lines = pathlib.Path(__file__).with_name("compare_feeds_differences.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {(row[0], row[1]): row[2] for row in rows}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("masthead")
    parser.add_argument("warc", nargs="?", type=pathlib.Path)
    parser.add_argument("--show", type=int, default=5, help="how many unknown differences of a kind to print")
    options = parser.parse_args()
    warc = options.warc or corpora("web/feeds.warc.gz")
    if warc is None or feedparser is None:
        print("skipped: " + ("the corpora (../shared/corpora/web) are not here" if warc is None else "python3-feedparser is not installed"))
        return SKIPPED
    ours = {read["url"]: read for read in run_masthead(options.masthead, warc)}
    tally = Tally(known_differences() if options.warc is None else {}, options.show)
    for url, content_type, body in responses(warc):
        theirs = feedparser.parse(body, response_headers={"content-type": content_type, "content-location": url})
        compare(tally, url, ours.get(url, {}), theirs)
    return 1 if tally.report() else 0


if __name__ == "__main__":
    sys.exit(main())
