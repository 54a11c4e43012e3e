#!/usr/bin/env python3
"""Holds the HTML reader against the public html5lib tests: tokens, and trees of documents and fragments.

    html5lib_cases.py READER FOLDER [--show N]

READER is the program tests/html/html5lib_reader.cpp. The tests come from two packages, fetched once into FOLDER: npm's html5 (all of them, of 2015)
and Debian's golang-golang-x-net-dev (trees, of 2018); without the net or both tools the check is skipped. Cases for browsers that run scripts are
left out. What the standard says otherwise today stands in html5lib_differences.tsv: file, number of the case in it, reason.

Names of drawings' and formulas' elements and attributes are compared without regard to case: we keep no drawings, so their case is not mended.
Also, of every document, the tree that pages are read in is compared with the expected one, less what that leaves out.
"""
import argparse
import collections
import json
import pathlib
import re
import shutil
import subprocess
import sys

SKIPPED = 77
NPM = "html5@1.0.5"
DEBIAN = "golang-golang-x-net-dev"


def fetch(folder):
    """The folders of tests: (tokenizer or None, [tree construction])."""
    folder.mkdir(parents=True, exist_ok=True)
    npm, debian = folder / "npm", folder / "debian"
    if not npm.exists() and shutil.which("npm"):
        subprocess.run(["npm", "pack", NPM, "--silent"], cwd=folder, capture_output=True, timeout=120)
        for packed in folder.glob("*.tgz"):
            npm.mkdir()
            subprocess.run(["tar", "xzf", str(packed), "-C", str(npm)], capture_output=True)
    if not debian.exists() and shutil.which("apt-get") and shutil.which("dpkg-deb"):
        subprocess.run(["apt-get", "download", DEBIAN], cwd=folder, capture_output=True, timeout=120)
        for packed in folder.glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", str(packed), str(debian)], capture_output=True)
    tokens = next(iter(npm.glob("*/test/data/tokenizer")), None)
    trees = [*npm.glob("*/test/data/tree-construction"), *debian.glob("usr/share/gocode/src/golang.org/x/net/html/testdata/webkit")]
    return tokens, trees


# --- tokens

def unescape(value):
    if isinstance(value, str):
        return re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m.group(1), 16)), value)
    if isinstance(value, list):
        return [unescape(one) for one in value]
    if isinstance(value, dict):
        return {unescape(key): unescape(one) for key, one in value.items()}
    return value


def joined(tokens):
    out = []
    for token in tokens:
        if token == "ParseError":
            continue
        if token[0] == "Character" and out and out[-1][0] == "Character":
            out[-1] = ["Character", out[-1][1] + token[1]]
        else:
            out.append(list(token))
    return out


def token_cases(folder):
    for path in sorted(folder.glob("*.test")):
        for number, test in enumerate(json.loads(path.read_text("utf-8")).get("tests", []), 1):
            if test.get("doubleEscaped"):
                test["input"], test["output"] = unescape(test["input"]), unescape(test["output"])
            try:
                json.dumps(test, ensure_ascii=False).encode()
            except UnicodeEncodeError:
                continue  # Lone surrogates: no UTF-8 holds them.
            for state in test.get("initialStates", ["Data state"]):
                state = state if state.endswith(" state") else state + " state"
                name = (path.name, str(number))
                yield name, {"input": test["input"], "state": state, "last": test.get("lastStartTag", "")}, joined(test["output"])


# --- trees

def tree_cases(folder):
    for path in sorted(folder.glob("*.dat")):
        text = path.read_bytes().decode("utf-8", "replace")
        for number, case in enumerate(re.split(r"(?:^|\n)#data\n", text)[1:], 1):
            parts = re.split(r"\n#(errors|new-errors|document-fragment|script-on|script-off|document)\n", "\n" + case)
            fields = dict(zip(parts[1::2], parts[2::2]))
            if "script-on" in fields or "\n#script-on" in case:
                continue
            context = re.search(r"\n#document-fragment\n(\S+)(?: (\S+))?\n", case)
            document = case.split("\n#document\n", 1)[1] if "\n#document\n" in case else ""
            space, element = "html", ""
            if context:
                space, element = (context.group(1), context.group(2)) if context.group(2) else ("html", context.group(1))
            data = parts[0][1:]
            name = (path.name, str(number))
            yield name, {"input": data, "context": element, "space": space}, document.strip("\n")


def folded(tree):
    """Drawings' names without regard to case, prefixes as written, attributes in one order."""
    lines, attributes = [], []
    for line in tree.split("\n"):
        attribute = re.match(r'(\| +)((?:xlink |xml |xmlns )?[^"<\s]+)(="(?:.|\n)*)$', line)
        if attribute:
            attributes.append(attribute.group(1) + attribute.group(2).lower().replace(" ", ":") + attribute.group(3))
            continue
        lines += sorted(attributes)
        attributes = []
        lines.append(line.lower() if re.match(r"\| +<(svg|math) ", line) else line)
    return "\n".join(lines + sorted(attributes))


DROPPED = {"script", "style", "template", "textarea", "noembed", "noframes", "xmp"}


def one_line_each(tree):
    """Texts over several lines on one, their line feeds as U+0001."""
    text = re.sub(r'^(\| *")((?:[^"]|"(?!\n))*)"(?=\n)', lambda m: m.group(1) + m.group(2).replace("\n", "\x01") + '"', tree + "\n", flags=re.M)
    return text.rstrip("\n").split("\n")


class FlatTree:
    """What the tree of pages keeps of an expected tree."""

    def __init__(self, known):
        self.known = known

    def lines(self, tree):
        out, dropped = [], None
        for line in one_line_each(tree):
            found = re.match(r"\| ( *)(.*)$", line)
            if not found:
                return None
            depth, rest = len(found.group(1)) // 2, found.group(2)
            if dropped is not None and depth > dropped:
                continue
            dropped = None
            if rest.startswith("<!") or (not rest.startswith('"') and '="' in rest):
                continue  # Comments, document types, attributes.
            if rest.startswith("<"):
                name = rest[1:-1]
                if " " in name or name in DROPPED:
                    dropped = depth
                    self.text(out, depth, " ")
                else:
                    out.append((depth, "<" + (name if name in self.known else "element") + ">"))
                    if name == "iframe":
                        dropped = depth
            elif rest.startswith('"'):
                self.text(out, depth, rest[1:-1].replace("\x01", "\n"))
        return self.plain(out)

    @staticmethod
    def text(out, depth, text):
        if out and out[-1][0] == depth and out[-1][1].startswith('"'):
            out[-1] = (depth, out[-1][1] + text)
        else:
            out.append((depth, '"' + text))

    @staticmethod
    def plain(out):
        """White space as one space: how it is folded is not what is held here."""
        return [(depth, " ".join(piece.split()) if piece.startswith('"') else piece) for depth, piece in out]


def flat_lines(answer):
    out = []
    for line in one_line_each(answer):
        found = re.match(r"\| ( *)(.*)$", line)
        if not found:
            return None
        rest = found.group(2)
        depth = len(found.group(1)) // 2
        if rest.startswith('"'):
            FlatTree.text(out, depth, rest[1:-1].replace("\x01", "\n"))
        else:
            out.append((depth, rest))
    return FlatTree.plain(out)


def known_tags():
    source = (pathlib.Path(__file__).resolve().parents[2] / "src/html/tag.cpp").read_text()
    return set(re.findall(r'Entry\{"([^"]+)",\s*Tag::\w+,\s*sorts\(\{[^}]*Sort::kept\b', source))


# --- comparing

def ask(reader, cases):
    lines = "".join(json.dumps(asked, ensure_ascii=False) + "\n" for _, asked, _ in cases)
    run = subprocess.run([reader], input=lines.encode(), capture_output=True, timeout=250, check=True)
    return [json.loads(line) for line in run.stdout.decode().split("\n")[:-1]]


class Tally:
    def __init__(self, table, show):
        self.table, self.show, self.used = table, show, set()
        self.counts, self.wrong = collections.Counter(), collections.Counter()

    def case(self, kind, name, is_same, asked, ours, theirs):
        self.counts[kind] += 1
        if is_same:
            return
        if (kind, *name) in self.table:
            self.used.add((kind, *name))
            self.counts[kind + " on purpose"] += 1
            return
        self.wrong[kind] += 1
        if sum(self.wrong.values()) <= self.show:
            print(f"{kind} {name[0]} {name[1]}: {asked}\n  ours   {ours!r}\n  theirs {theirs!r}")

    def report(self, kind, what):
        total, on_purpose = self.counts[kind], self.counts[kind + " on purpose"]
        print(f"{what}: {total - on_purpose - self.wrong[kind]} of {total} as html5lib has it, {on_purpose} otherwise on purpose, {self.wrong[kind]} wrong")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("reader")
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--show", type=int, default=10)
    options = arguments.parse_args()
    tokens, trees = fetch(options.folder)
    if tokens is None and not trees:
        print("the html5lib tests could not be fetched (npm, apt-get or the net is missing): skipped")
        return SKIPPED
    table = set()
    for line in (pathlib.Path(__file__).with_name("html5lib_differences.tsv")).read_text().splitlines():
        if line and not line.startswith("#"):
            kind, file, numbers, _reason = line.split("\t")
            table |= {(kind, file, number) for number in numbers.split(",")}
    tally = Tally(table, options.show)
    if tokens is not None:
        cases = list(token_cases(tokens))
        for (name, asked, theirs), ours in zip(cases, ask(options.reader, cases)):
            tally.case("tokens", name, joined(ours) == theirs, asked, joined(ours), theirs)
        tally.report("tokens", "tokens")
    flat = FlatTree(known_tags())
    for folder in trees:
        kind = "trees-2018" if "gocode" in str(folder) else "trees-2015"
        cases = list(tree_cases(folder))
        for (name, asked, theirs), ours in zip(cases, ask(options.reader, cases)):
            tally.case(kind, name, folded(ours.rstrip("\n")) == folded(theirs), asked, ours, theirs)
        tally.report(kind, f"trees of {kind[6:]}")
        documents = [case for case in cases if not case[1]["context"] and (kind, *case[0]) not in table]
        for (name, asked, theirs), ours in zip(documents, ask(options.reader, [(name, dict(asked, flat=True), theirs) for name, asked, theirs in documents])):
            expected, got = flat.lines(theirs), flat_lines(ours)
            if expected is not None and got is not None:
                tally.case(kind + "-flat", name, expected == got, asked, got, expected)
        tally.report(kind + "-flat", f"trees of {kind[6:]} as pages are read")
    stale = table - tally.used if tokens is not None and len(trees) == 2 else set()
    for one in sorted(stale):
        print("listed as different, but it is the same:", *one)
    return 1 if stale or sum(tally.wrong.values()) else 0


sys.exit(main())
