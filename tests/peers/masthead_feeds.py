"""What the checks of this folder share: reading many documents in one run of Masthead, and comparing markup and titles.

Documents go in as a WARC, so that each keeps its address and its content type as served.
"""
import argparse
import html
import html.parser
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unicodedata
import urllib.parse

SKIPPED = 77  # The exit status by which CTest knows a check that could not be made here.


def corpora(name):
    """The folder or file `name` of the corpora beside the project, or None."""
    root = os.environ.get("MASTHEAD_CORPORA") or pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "corpora"
    path = pathlib.Path(root) / name
    return path if path.exists() else None


def case_options(words, folder, floor, floor_words):
    """The arguments of a check of cases; its `folder` is None, which has been said, where the cases are not here."""
    parser = argparse.ArgumentParser(description=words, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("masthead")
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=corpora(folder))
    parser.add_argument("--show", action="store_true", help="print every difference, those on purpose too")
    parser.add_argument("--floor", type=float, default=floor, help=floor_words)
    options = parser.parse_args()
    if options.folder is None:
        print(f"skipped: the corpora (../shared/corpora/{folder}) are not here")
    return options


def record(url, content_type, body, language=""):
    head = b"HTTP/1.1 200 OK\r\n"
    if content_type:
        head += b"Content-Type: " + content_type.encode("latin-1") + b"\r\n"
    if language:
        head += b"Content-Language: " + language.encode("latin-1") + b"\r\n"
    head += b"Content-Length: %d\r\n\r\n" % len(body)
    block = head + body
    return (b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: " + url.encode() + b"\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
            b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n")


def read_with_masthead(program, documents):
    """What Masthead makes of (url, content type, bytes, language if any): one object each, in order."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "documents.warc"
        path.write_bytes(b"".join(record(*document) for document in documents))
        return run_masthead(program, path)


def run_masthead(program, path):
    done = subprocess.run([program, "feed", str(path), "--json"], capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{program} feed {path} ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


class Pieces(html.parser.HTMLParser):
    """Markup as a list of tags and texts, whatever its quotes, the order of its attributes or its way of escaping."""

    void = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pieces = []

    def handle_starttag(self, tag, attrs):
        kept = sorted((key, " ".join(urllib.parse.unquote(value or "").split())) for key, value in attrs if not key.startswith("xmlns"))
        self.pieces.append((tag, tuple(kept)))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        # An element without content may be written <a/>, <a></a> or, where HTML says so, <a>.
        empty = self.pieces and isinstance(self.pieces[-1], tuple) and self.pieces[-1][0] == tag
        if tag not in self.void and not empty:
            self.pieces.append("/" + tag)

    def handle_data(self, data):
        if self.pieces and isinstance(self.pieces[-1], list):
            self.pieces[-1][0] += data
        else:
            self.pieces.append([data])


def pieces(markup):
    parser = Pieces()
    parser.feed(unicodedata.normalize("NFC", markup or ""))
    parser.close()
    out = []
    for piece in parser.pieces:
        if isinstance(piece, list):
            text = " ".join(piece[0].split())
            if text:
                out.append(("text", text))
        else:
            out.append(piece)
    return out


INVISIBLE = {"Cf", "Cc"}


def one_line(text):
    """Text on one line, without invisible characters, as Masthead shows titles and names."""
    text = unicodedata.normalize("NFC", text or "")
    kept = (c for c in text if unicodedata.category(c) not in INVISIBLE or c in "\t\n\r\u200c\u200d")
    return " ".join("".join(kept).split())


class PlainText(html.parser.HTMLParser):
    hidden = {"script", "style", "svg", "template", "noscript", "iframe", "object", "math"}
    blocks = {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "table", "blockquote", "pre", "hr"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out, self.depth = [], 0

    def handle_starttag(self, tag, attrs):
        self.depth += tag in self.hidden
        self.out.append(" " if tag in self.blocks else "")

    def handle_startendtag(self, tag, attrs):
        self.out.append(" " if tag in self.blocks else "")

    def handle_endtag(self, tag):
        self.depth -= tag in self.hidden and self.depth > 0
        self.out.append(" " if tag in self.blocks else "")

    def handle_data(self, data):
        if self.depth == 0:
            self.out.append(data)


def plain(markup):
    """Markup as a person reads it, on one line."""
    parser = PlainText()
    parser.feed(markup or "")
    parser.close()
    return one_line("".join(parser.out))


def same_url(ours, theirs):
    """Spelling does not count: case of scheme and host, an empty path, percent-encoding of what needs it."""
    def bare(url):
        url = (url or "").strip()
        url = re.sub(r"^([a-zA-Z]+://[^/?#]*)", lambda match: match.group(1).lower(), url)
        url = re.sub(r"^(https?://[^/?#]*)$", r"\1/", url)
        return re.sub(r"%[0-9a-fA-F]{2}", lambda match: match.group(0).upper(), url)

    return bare(ours) == bare(theirs)
