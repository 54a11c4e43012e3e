#!/usr/bin/env python3
"""Compares what Masthead reads from recorded feeds with python3-feedparser.

    compare_feeds.py OURS.jsonl WEB.warc.gz [--show N]

OURS.jsonl is the output of `masthead feed WEB.warc.gz --json`: one object a line with url, title, link and items[]. Prints how many
feeds, items, titles, links and dates agree, and N differences of each kind. A difference is not always our fault: each is looked at.
"""
import argparse
import calendar
import gzip
import html
import json
import re
import sys
import unicodedata

import feedparser

TAGS = re.compile(r"<[^>]*>")


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


def plain(text):
    """A title as a person reads it: no tags, no references, one space for any white space, no invisible characters."""
    text = html.unescape(TAGS.sub("", text or ""))
    text = unicodedata.normalize("NFC", text)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc") or c in "\n\t\u200d")
    return " ".join(text.split())


def same_link(ours, theirs):
    def bare(url):
        return html.unescape(url or "").strip().rstrip("/").split("#")[0].replace("%7E", "~")

    return bare(ours) == bare(theirs)


def seconds(text):
    return calendar.timegm(tuple(map(int, re.findall(r"\d+", text)[:6]))) if text else None


class Tally:
    def __init__(self, show):
        self.show, self.same, self.all, self.shown = show, {}, {}, {}

    def add(self, kind, same, url, ours, theirs):
        self.all[kind] = self.all.get(kind, 0) + 1
        self.same[kind] = self.same.get(kind, 0) + bool(same)
        if not same and self.shown.setdefault(kind, 0) < self.show:
            self.shown[kind] += 1
            print(f"{kind}: {url}\n   ours   {ours!r}\n   theirs {theirs!r}")


def compare(tally, url, ours, theirs):
    tally.add("feed title", plain(ours.get("title")) == plain(theirs.feed.get("title")), url, ours.get("title"), theirs.feed.get("title"))
    items = ours.get("items", [])
    tally.add("item count", len(items) == len(theirs.entries), url, len(items), len(theirs.entries))
    if len(items) != len(theirs.entries):
        return
    for mine, peer in zip(items, theirs.entries):
        tally.add("title", plain(mine["title"]) == plain(peer.get("title")), url, mine["title"], peer.get("title"))
        # feedparser keeps the counting redirect as the link and the real address beside it.
        link = peer.get("feedburner_origlink") or peer.get("link")
        tally.add("link", same_link(mine["link"], link), url, mine["link"], link)
        date = peer.get("published_parsed") or peer.get("updated_parsed")
        peer_date = calendar.timegm(date) if date else None
        mine_date = seconds(mine["published"] or mine["updated"])
        tally.add("date", mine_date == peer_date, url, mine["published"] or mine["updated"], peer.get("published") or peer.get("updated"))
        tally.add("has text", bool(mine["summary"] or mine["content"]) == bool(peer.get("summary") or peer.get("content")), url,
                  (mine["summary"] or mine["content"])[:80], (peer.get("summary") or str(peer.get("content", "")))[:80])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ours")
    parser.add_argument("warc")
    parser.add_argument("--show", type=int, default=3)
    options = parser.parse_args()
    with open(options.ours, encoding="utf-8") as lines:
        ours = {read["url"]: read for read in map(json.loads, lines)}
    tally = Tally(options.show)
    for url, content_type, body in responses(options.warc):
        theirs = feedparser.parse(body, response_headers={"content-type": content_type, "content-location": url})
        tally.add("read", url in ours and "error" not in ours[url], url, ours.get(url, {}).get("error"), len(theirs.entries))
        compare(tally, url, ours.get(url, {}), theirs)
    for kind, total in tally.all.items():
        print(f"{kind:12} {tally.same[kind]} of {total} agree ({100 * tally.same[kind] / total:.2f} %)")


if __name__ == "__main__":
    sys.exit(main())
