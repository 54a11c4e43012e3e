#!/usr/bin/env bash
# bench/run.sh BUILD [NAME...]: runs the benchmarks of a build (all, or those named), prints a table of medians with ratios.
# MASTHEAD_BENCH_REPETITIONS (3) says how often each is measured; the full figures stay in BUILD/bench/*.json.
set -euo pipefail
build=$(realpath "${1:?bench/run.sh BUILD [NAME...]}")
shift
cd "$(dirname "$0")/.."
all=(feeds pages stories records publish run)
names=("$@")
[ ${#names[@]} -gt 0 ] || names=("${all[@]}")

if [ ! -d "${MASTHEAD_CORPORA:-../shared/corpora}" ]; then
  echo "the corpora are not here: reading the demo's recorded web and invented records instead"
fi
results=()
for name in "${names[@]}"; do
  if [ ! -x "$build/bench/$name" ]; then
    echo "bench: no such benchmark: $name (there are: ${all[*]})" >&2
    exit 2
  fi
  printf 'measuring %s\n' "$name" >&2
  "$build/bench/$name" --benchmark_repetitions="${MASTHEAD_BENCH_REPETITIONS:-3}" --benchmark_report_aggregates_only=true \
    --benchmark_out="$build/bench/$name.json" --benchmark_out_format=json >"$build/bench/$name.log" 2>&1 ||
    { cat "$build/bench/$name.log" >&2; exit 1; }
  results+=("$build/bench/$name.json")
done
python3 bench/table.py "${results[@]}"
