#!/usr/bin/env python3
"""Loads the front matter of records with PyYAML and prints the CPU seconds of the loop and the records loaded.

    read_records.py python|libyaml LIST     a line a record: its file comes first, parted by a tab
"""
import sys
import time

try:
    import yaml
except ImportError:
    sys.exit(3)

loader = yaml.SafeLoader if sys.argv[1] == "python" else getattr(yaml, "CSafeLoader", None)
if loader is None:
    sys.exit(3)

texts = []
with open(sys.argv[2], encoding="utf-8") as lines:
    for line in lines:
        with open(line.split("\t")[0], encoding="utf-8") as file:
            texts.append(file.read().split("\n---\n", 1)[0])

found = 0
began = time.process_time()
for text in texts:
    found += "title" in yaml.load(text, Loader=loader)
print(time.process_time() - began, found)
