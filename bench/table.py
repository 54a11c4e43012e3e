#!/usr/bin/env python3
"""Prints the medians of Google Benchmark's JSON files as one table.

    table.py FILE.json...

`ratio` stands in the line of a peer or limit: how many times its speed masthead reaches over the same input (more than 1: masthead is
faster). `spread` is the standard deviation over the mean of the repetitions. Benchmarks that could not run say why below.
"""
import json
import sys

COLUMNS = ("benchmark", "items", "items/s", "MB/s", "allocs/item", "ratio", "spread", "notes")


def number(value):
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.3g}"


def notes(run):
    told = []
    if "peak_mib" in run:
        told.append(f"{run['wall_seconds']:.2f} s wall, peak {run['peak_mib']:.0f} MiB")
    if "wall_items_per_second" in run:
        told.append(f"{run['wall_items_per_second']:,.0f} items a wall second on {run['cores']:.0f} cores")
    if "feeds" in run:
        told.append(f"{run['feeds']:,.0f} feeds/s")
    if "closest_seconds" in run:
        told.append(f"closest two requests to a domain {run['closest_seconds']:.3f} s apart, {run['early']:.0f} too early")
    if "page_peak_mib" in run:
        told.append(f"at most {run['page_peak_mib']:.1f} MiB over a page's bytes")
    if "growth" in run:
        told.append(f"an article costs {run['growth']:.2f} times as much with 100,000 active as with 10,000, and takes {run['bytes_article']:,.0f} bytes")
        told.append(f"{run['micros_few']:.0f} and {run['micros_many']:.0f} microseconds, in stories of {run['size_few']:.0f} and {run['size_many']:.0f} articles")
    if "found" in run:
        told.append(f"found {run['found']:,.0f}")
    return ", ".join(told)


def read(path):
    with open(path, encoding="utf-8") as file:
        result = json.load(file)
    medians, spreads, failures = {}, {}, {}
    for run in result["benchmarks"]:
        name = run["run_name"].removesuffix("/manual_time").replace("/iterations:1", "").replace("/repeats:1", "")
        if run.get("error_occurred"):
            failures[name] = run["error_message"]
        elif run.get("aggregate_name") == "median":
            medians[name] = run
        elif run.get("aggregate_name") == "cv":
            spreads[name] = run["items_per_second"]
        elif run.get("run_type") == "iteration":  # Measured once: there is no median.
            medians.setdefault(name, run)
    return result["context"], medians, spreads, failures


def rows(medians, spreads):
    for name, run in medians.items():
        group, who = name.split("/", 1)
        ours = medians.get(group + "/masthead")
        ratio = ours["items_per_second"] / run["items_per_second"] if ours and who != "masthead" else None
        speed = run.get("bytes_per_second")
        spread = f"{spreads[name] * 100:.0f} %" if name in spreads else ""
        yield (f"{group}: {who}", number(run.get("items")), number(run["items_per_second"]), number(speed and speed / 1e6),
               number(run.get("allocs_per_item")), number(ratio), spread, notes(run))


def main():
    table, failures, loads = [COLUMNS], {}, []
    for path in sys.argv[1:]:
        context, medians, spreads, failed = read(path)
        loads += context.get("load_avg", [])[:1]
        table += rows(medians, spreads)
        failures.update(failed)
    widths = [max(len(row[i]) for row in table) for i in range(len(COLUMNS))]
    for row in table:
        cells = [cell.ljust(width) if i in (0, len(row) - 1) else cell.rjust(width) for i, (cell, width) in enumerate(zip(row, widths))]
        print("  ".join(cells).rstrip())
    for name, why in failures.items():
        print(f"{name}: skipped: {why}")
    if loads:
        print(f"items a CPU second, medians; load of the machine at the start: {min(loads):.1f} to {max(loads):.1f}")


main()
