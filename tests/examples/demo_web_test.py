#!/usr/bin/env python3
"""The demo's recorded web: same bytes each time, big enough, readable, and expected.json belongs to it."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree
import zlib
from pathlib import Path

DEMO = Path(__file__).resolve().parents[2] / "examples" / "demo"


def make_web(*arguments, seed="0"):
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, DEMO / "make_web.py", *arguments], check=True, env=environment, stdout=subprocess.DEVNULL)


def records(data):
    """(target URI, HTTP head, HTTP body) of every response; one gzip member a record."""
    while data:
        member = zlib.decompressobj(31)
        record = member.decompress(data)
        data = member.unused_data
        head, _, block = record.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
        length = int(fields["Content-Length"])
        assert block[length:] == b"\r\n\r\n"
        if fields["WARC-Type"] == "response":
            http_head, _, body = block[:length].partition(b"\r\n\r\n")
            yield fields["WARC-Target-URI"], http_head.decode(), body


class DemoWeb(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            first, second, fresh = (Path(folder) / name for name in ("a.warc.gz", "b.warc.gz", "expected.json"))
            make_web("--out", first, seed="1")
            make_web("--out", second, seed="2")
            make_web("--expected", fresh)
            cls.data, cls.again, cls.fresh = first.read_bytes(), second.read_bytes(), fresh.read_bytes()
        cls.expected = json.loads((DEMO / "expected.json").read_text(encoding="utf-8"))
        cls.records = list(records(cls.data))

    def test_two_runs_give_the_same_bytes(self):
        self.assertEqual(hashlib.sha256(self.data).digest(), hashlib.sha256(self.again).digest())

    def test_it_is_as_large_as_promised(self):
        articles = self.expected["articles"].values()
        self.assertGreaterEqual(len(articles), 80)
        self.assertGreaterEqual(len(self.expected["events"]), 20)
        self.assertGreaterEqual(len({a["outlet"] for a in articles}), 12)
        self.assertGreaterEqual(sum(a["language"] == "de" for a in articles), 10)
        self.assertLess(len(self.data), 6_000_000)

    def test_expected_json_belongs_to_the_sources(self):
        self.assertEqual((DEMO / "expected.json").read_bytes(), self.fresh)

    def test_every_expected_address_is_recorded(self):
        recorded = {uri for uri, _, _ in self.records}
        for url, article in self.expected["articles"].items():
            self.assertLessEqual({url, *article.get("feed_links", [])}, recorded)
        self.assertLessEqual(self.expected["sources"].keys(), recorded)

    def test_every_xml_feed_but_the_broken_one_is_well_formed(self):
        broken = set()
        for uri, head, body in self.records:
            if "xml" in head.partition("Content-Type:")[2].partition("\r\n")[0]:
                text = zlib.decompress(body, 31) if "Content-Encoding: gzip" in head else body
                try:
                    xml.etree.ElementTree.fromstring(text)
                except xml.etree.ElementTree.ParseError:
                    broken.add(uri)
        self.assertEqual(broken, {"https://orrin-islander.example/feed.php"})


if __name__ == "__main__":
    unittest.main()
