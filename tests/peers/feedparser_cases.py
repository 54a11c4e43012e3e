#!/usr/bin/env python3
"""Holds Masthead against the expectations that feedparser's own test files carry in their first comment.

    feedparser_cases.py MASTHEAD [FOLDER] [--show] [--floor 98]

An expectation is a Python expression over feedparser's result. It is never run: it is read as a tree, the parts that speak of
a field Masthead has are compared with what `masthead feed --json` says, and the rest is left out and counted as such. A file counts if
at least one part does. feedparser's own aliases hold (guid for id, description for summary, `updated` where only `published` stands,
`summary` where only a content stands). Titles are plain text in Masthead, so a title's markup is compared by what a person reads.
Differences on purpose stand in feedparser_differences.tsv, each with the rule of docs/feeds.md it follows from.
"""
import ast
import calendar
import collections
import pathlib
import re
import sys
import time
import urllib.parse

from masthead_feeds import SKIPPED, case_options, one_line, pieces, plain, read_with_masthead, same_url

SITE = "http://127.0.0.1:8097/"


class OutOfScope(Exception):
    """A part of an expectation that speaks of nothing Masthead has."""


def header_of(comment, name):
    match = re.search(rb"(?im)^\s*Header:\s*" + name + rb":\s*(.*?)\s*$", comment)
    return match.group(1).decode("latin-1") if match else ""


class Case:
    def __init__(self, folder, path):
        self.name = path.relative_to(folder).as_posix()
        self.bytes = path.read_bytes()
        text = self.bytes
        for encoding in ("utf-16", "utf-32"):
            if b"Expect:" not in text[:4000]:
                try:
                    text = self.bytes.decode(encoding).encode()
                except UnicodeError:
                    text = self.bytes
        comment = re.search(rb"<!--(.*?)-->", text, re.S)
        comment = comment.group(1) if comment else b""
        expect = re.search(rb"Expect:\s*(.*?)\s*(?:\n[A-Z][A-Za-z]+:|\Z)", comment, re.S)
        self.expect = expect.group(1).decode("utf-8", "replace") if expect else ""
        self.type = header_of(comment, b"Content-type")
        self.language = header_of(comment, b"Content-Language")
        self.url = SITE + self.name
        location = header_of(comment, b"Content-Location")
        if location:
            # What is no web address is no base, as feedparser has it too.
            joined = urllib.parse.urljoin(self.url, location)
            self.url = joined if joined.startswith("http") else self.url
        self.text = text.decode("utf-8", "replace")


def declared_kind(case, element):
    """text, markup or guess: what an Atom document says its texts are."""
    match = re.search(r"<(?:\w+:)?%s\b([^>]*)>" % element, case.text.split("-->", 1)[-1])
    kind = re.search(r"""type\s*=\s*["']([^"']*)["']""", match.group(1)) if match else None
    if not kind:
        return "guess"
    return "text" if kind.group(1) in ("text", "text/plain", "plain") else "markup"


def same_title(case, ours, theirs):
    kind = declared_kind(case, "title")
    readings = {"text": [one_line(theirs)], "markup": [plain(theirs)]}.get(kind, [one_line(theirs), plain(theirs)])
    return ours in readings


def same_markup(ours, theirs):
    """Atom's xhtml stands in a div that is none of it (RFC 4287 3.1.1.3); Masthead leaves it out."""
    wrapped = pieces(f"<div>{ours}</div>")
    return pieces(theirs) in (pieces(ours), wrapped, pieces(plain(ours))) or pieces(escaped_text(theirs)) == pieces(ours)


def escaped_text(text):
    """What no tag begins with is text, whatever an HTML parser makes of it."""
    return re.sub(r"<(?![a-zA-Z/])", "&lt;", text)


def person(text):
    """The name in "name (address)"."""
    return one_line(re.sub(r"\s*\([^()]*@[^()]*\)\s*$", "", text))


def instant(text):
    return calendar.timegm(time.strptime(text, "%Y-%m-%dT%H:%M:%SZ")) if text else None


def same_instant(ours, theirs):
    """`theirs`: a tuple as time.struct_time has it."""
    return instant(ours) == calendar.timegm(tuple(theirs) + (0,) * (9 - len(theirs)))


def family(version):
    if version in ("rss090", "rss10"):
        return "rdf"
    return re.match(r"[a-z]*", version).group(0)


class Result:
    """A field of feedparser's result, found in Masthead's: gives how to compare it with an expected value."""

    def __init__(self, case, ours):
        self.case, self.ours = case, ours

    def find(self, path):
        if path[:1] == ["version"]:
            return self.ours.get("format"), lambda ours, theirs: ours == family(theirs)
        if path[:1] == ["feed"]:
            return self.feed_field(path[1:])
        if path[:1] == ["entries"] and len(path) > 2 and isinstance(path[1], int):
            items = self.ours.get("items", [])
            return self.item_field(items[path[1]] if path[1] < len(items) else {}, path[2:])
        raise OutOfScope(".".join(map(str, path)))

    def title(self, value):
        return value, lambda ours, theirs: same_title(self.case, ours or "", theirs)

    def feed_field(self, path):
        ours = self.ours
        if path in (["title"], ["title_detail", "value"]):
            return self.title(ours.get("title"))
        if path == ["link"]:
            return ours.get("link"), same_url
        if path[:1] == ["links"] and path[2:] == ["href"]:
            return self.any_link([ours.get("link"), ours.get("self"), ours.get("hub")], "alternate|self|hub")
        if path == ["language"]:
            return ours.get("language"), lambda mine, theirs: (mine or "").lower() == theirs.lower()
        raise OutOfScope("feed." + ".".join(map(str, path)))

    def any_link(self, known, kinds):
        """A link of one of these kinds; Masthead keeps no others."""
        if re.search(r"\['links'\]\[\d\]\['rel'\] == u?'(?!%s)" % kinds, self.case.expect):
            raise OutOfScope("a link of another kind")
        return known, lambda ours, theirs: any(same_url(one, theirs) for one in ours if one)

    def item_field(self, item, path):
        name = path[0]
        for reader in (self.text_field, self.link_field, self.date_field, self.list_field):
            found = reader(item, name, path)
            if found is not None:
                return found
        raise OutOfScope("entries[]." + ".".join(map(str, path)))

    def text_field(self, item, name, path):
        detail = path[1:] in ([], ["value"])
        if name in ("title", "title_detail") and detail:
            return self.title(item.get("title"))
        if name in ("summary", "description", "summary_detail") and detail:
            return item.get("summary") or item.get("content"), same_markup
        if name == "content" and path[1:] == [0, "value"]:
            return item.get("content") or item.get("summary"), same_markup
        if name in ("id", "guid") and len(path) == 1:
            return item.get("id"), lambda ours, theirs: same_url(ours, theirs)
        if path[-1] == "language" and name in ("title_detail", "summary_detail", "content"):
            return item.get("language"), lambda ours, theirs: (ours or "") == (theirs or "")
        if name == "source" and path[1:] in (["title"], ["title_detail", "value"], ["value"]):
            return self.title((item.get("source") or {}).get("title"))
        return None

    def link_field(self, item, name, path):
        if path == ["link"]:
            return item.get("link"), same_url
        if name == "links" and path[2:] == ["href"]:
            return self.any_link([item.get("link"), *(one["url"] for one in item.get("enclosures", []))], "alternate|enclosure")
        if name == "source" and path[1:] in (["link"], ["href"]):
            return (item.get("source") or {}).get("url"), same_url
        if name in ("enclosures", "media_content") and len(path) == 3:
            rows = item.get("enclosures", [])
            row = rows[path[1]] if path[1] < len(rows) else {}
            if path[2] in ("href", "url"):
                return row.get("url"), same_url
            if path[2] == "type":
                return row.get("type"), lambda ours, theirs: ours == theirs
            if path[2] in ("length", "filesize"):
                return row.get("bytes"), lambda ours, theirs: str(ours) == theirs
        if (name == "image" and path[1:] == ["href"]) or (name == "media_thumbnail" and path[2:] == ["url"]):
            images = [image["url"] for image in item.get("images", [])]
            return images, lambda ours, theirs: any(same_url(one, theirs) for one in ours)
        return None

    def date_field(self, item, name, path):
        which = name.removesuffix("_parsed")
        if which not in ("published", "updated", "created", "issued", "modified") or len(path) > 1:
            return None
        published, updated = item.get("published"), item.get("updated")
        value = (updated or published) if which in ("updated", "modified") else published
        if name.endswith("_parsed"):
            return value, same_instant
        # The text as given: ours is the instant, so the text has to hold its day at least.
        return value, lambda ours, theirs: ours is not None and (not re.search(r"\d{4}", theirs) or ours[:4] in theirs)

    def list_field(self, item, name, path):
        authors, tags = item.get("authors", []), item.get("categories", [])
        if path in (["author"], ["author_detail", "name"]):
            return authors, lambda ours, theirs: person(theirs) in ours or one_line(theirs) in ours
        if name == "authors" and path[2:] == ["name"]:
            return authors, lambda ours, theirs: one_line(theirs) in ours
        if name == "category" and len(path) == 1:
            return tags, lambda ours, theirs: one_line(theirs) in ours
        if name == "tags" and len(path) == 3 and path[2] in ("term", "label"):
            # Masthead keeps one name of a category: its label where there is one.
            labels = re.findall(r"""\blabel\s*=\s*["']([^"']*)["']""", self.case.text.split("-->", 1)[-1])
            if labels and path[2] == "term":
                raise OutOfScope("entries[].tags[].term beside a label")
            return tags, lambda ours, theirs: one_line(theirs) in ours
        return None

    def count(self, path):
        if path == ["entries"]:
            return len(self.ours.get("items", []))
        if path[:1] == ["entries"] and len(path) == 3:
            items = self.ours.get("items", [])
            item = items[path[1]] if path[1] < len(items) else {}
            key = {"tags": "categories", "enclosures": "enclosures"}.get(path[2])
            if key:
                return len(item.get(key, []))
        raise OutOfScope("len(" + ".".join(map(str, path)) + ")")


def path_of(node):
    """feed['a'][0].b -> ["feed", "a", 0, "b"]"""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        return path_of(node.value) + [node.attr]
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return path_of(node.value) + [node.slice.value]
    raise OutOfScope(ast.dump(node))


def literal(node):
    try:
        return ast.literal_eval(node)
    except ValueError as error:
        raise OutOfScope(ast.dump(node)) from error


class Judge:
    def __init__(self, result):
        self.result, self.failures, self.counted = result, [], 0

    def judge(self, node):
        """True, False, or None where nothing of it is in scope."""
        if isinstance(node, ast.BoolOp):
            answers = [answer for answer in map(self.judge, node.values) if answer is not None]
            if not answers:
                return None
            return all(answers) if isinstance(node.op, ast.And) else any(answers)
        try:
            return self.leaf(node)
        except OutOfScope:
            return None

    def leaf(self, node):
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) and isinstance(node.operand, ast.Call):
            return self.absent(node.operand)
        if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], ast.Eq):
            raise OutOfScope(ast.dump(node))
        *fields, wanted = [node.left, *node.comparators]
        if isinstance(fields[0], ast.Call) and getattr(fields[0].func, "id", "") == "len":
            ours, compare = self.result.count(path_of(fields[0].args[0])), lambda mine, theirs: mine == theirs
            return self.settle(ours, literal(wanted), compare, ast.unparse(node))
        answers = []
        for field in fields:
            ours, compare = self.result.find(path_of(field))
            answers.append(self.settle(ours, literal(wanted), compare, ast.unparse(field)))
        return all(answers)

    def absent(self, call):
        if getattr(call.func, "attr", "") != "has_key":
            raise OutOfScope(ast.dump(call))
        path = path_of(call.func.value) + [literal(call.args[0])]
        ours, _ = self.result.find(path)
        return self.settle(ours or "", "", lambda mine, theirs: mine == theirs, ast.unparse(call))

    def settle(self, ours, theirs, compare, what):
        self.counted += 1
        good = not ours if theirs is None else ours is not None and compare(ours, theirs)
        if not good:
            self.failures.append((what, ours, theirs))
        return good


def differences(path):
    """file -> rule of docs/feeds.md"""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return dict(line.split("\t", 1) for line in lines if line and not line.startswith("#"))


def main():
    options = case_options(__doc__, "feeds/feedparser", 98.0, "per cent of the files that must hold")
    folder = options.folder
    if folder is None:
        return SKIPPED
    cases = [Case(folder, path) for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix in (".xml", ".json", ".z", ".gz")]
    read = read_with_masthead(options.masthead, [(case.url, case.type, case.bytes, case.language) for case in cases])
    table = differences(pathlib.Path(__file__).with_name("feedparser_differences.tsv"))
    tally = collections.Counter()
    unread = []
    for case, ours in zip(cases, read, strict=True):
        try:
            tree = ast.parse(case.expect.strip() or "1", mode="eval").body
        except SyntaxError:
            unread.append(case.name)
            continue
        judge = Judge(Result(case, ours))
        answer = judge.judge(tree)
        if answer is None:
            tally["out of scope"] += 1
            continue
        tally["in scope"] += 1
        tally["comparisons"] += judge.counted
        tally["holds"] += answer
        known = case.name in table
        tally["explained"] += (not answer) and known
        if answer and known:
            print(f"{case.name} is listed as a difference, but holds")
            tally["stale"] += 1
        if answer or (known and not options.show):
            continue
        for what, mine, theirs in judge.failures:
            print(f"{case.name}{' (on purpose)' if known else ''}: {what}\n   ours   {mine!r}\n   theirs {theirs!r}")
    share = 100 * tally["holds"] / max(tally["in scope"], 1)
    print(f"{len(cases)} files; {tally['in scope']} speak of a field Masthead has, in {tally['comparisons']} comparisons; "
          f"{tally['out of scope']} do not; {len(unread)} could not be read: {unread}")
    print(f"holds {tally['holds']} of {tally['in scope']} ({share:.2f} %), on purpose {tally['explained']}, "
          f"unexplained {tally['in scope'] - tally['holds'] - tally['explained']}")
    return 0 if share >= options.floor and tally["stale"] == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
