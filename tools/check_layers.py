#!/usr/bin/env python3
"""Hold every #include under src/ against layers.txt.

A line of layers.txt is `room: needs...`; each need stands above it, so the file cannot hold a cycle. A file of a room may
include its own room and its needs. A third-party header may appear in one room only, and in none of our headers.
Prints one line a violation and exits 1; with --draw, prints the rooms and what each is used by.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Libraries whose headers are watched: each belongs to one room.
LIBRARIES = ("curl", "expat", "libxml", "sqlite3", "yaml-cpp", "boost", "unicode", "spdlog", "re2", "sodium", "openssl", "ctemplate",
             "CLI", "libpsl", "idn2", "libstemmer", "cld2", "zlib", "vips", "libpq")


def read_layers():
    rooms = {}
    for line in (ROOT / "layers.txt").read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        room, needs = line.split(":")
        for need in needs.split():
            if need not in rooms:
                sys.exit(f"layers.txt: {room} needs {need}, which does not stand above it")
        rooms[room] = needs.split()
    return rooms


def main():
    rooms = read_layers()
    problems, owner = [], {}
    for path in sorted((ROOT / "src").rglob("*.[ch]*")):
        room = path.relative_to(ROOT / "src").parts[0]
        if path.suffix not in (".h", ".cpp") or room == "CMakeLists.txt":
            continue
        if room not in rooms:
            problems.append(f"{path.relative_to(ROOT)}: the room {room} is not in layers.txt")
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            where = f"{path.relative_to(ROOT)}:{number}"
            if match := re.match(r'#include "([a-z_]+)/', line):
                if match[1] != room and match[1] not in rooms[room]:
                    problems.append(f"{where}: {room} may not include {match[1]}; layers.txt allows {' '.join(rooms[room]) or 'nothing'}")
            elif match := re.match(r"#include <([A-Za-z0-9_-]+)[/.]", line):
                if match[1] in LIBRARIES:
                    if path.suffix == ".h":
                        problems.append(f"{where}: a header of ours includes {match[1]}; keep it in the .cpp")
                    if owner.setdefault(match[1], room) != room:
                        problems.append(f"{where}: {match[1]} belongs to the room {owner[match[1]]}")
    if "--draw" in sys.argv:
        for room, needs in rooms.items():
            print(f"{room:9} <- {' '.join(r for r in rooms if room in rooms[r]) or '-'}")
    print("\n".join(problems) if problems else f"layers: {len(rooms)} rooms, no violation", file=sys.stderr if problems else sys.stdout)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
