#!/usr/bin/env bash
# bench/run.sh BUILD [NAME...]: runs the benchmarks of a build (all, or those named), prints a table of medians with ratios.
# MASTHEAD_BENCH_REPETITIONS (3) says how often each is measured; the full figures stay in BUILD/bench/*.json.
set -euo pipefail
build=$(realpath "${1:?bench/run.sh BUILD [NAME...]}")
shift
cd "$(dirname "$0")/.."
all=(feeds pages stories records publish rescore run ingest poll)
names=("$@")
[ ${#names[@]} -gt 0 ] || names=("${all[@]}")

if [ ! -d "${MASTHEAD_CORPORA:-../shared/corpora}" ]; then
  echo "the corpora are not here: reading the demo's recorded web and invented records instead"
fi
# Peers of feeds and pages live in npm: into the build folder, once; without npm or the net their lines are skipped.
export MASTHEAD_BENCH_NPM=$build/bench/npm
peer() { # BENCHMARK PACKAGE...
  local package missing=()
  [[ " ${names[*]} " == *" $1 "* ]] || return 0
  shift
  for package in "$@"; do [ -d "$MASTHEAD_BENCH_NPM/node_modules/$package" ] || missing+=("$package"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  mkdir -p "$MASTHEAD_BENCH_NPM"
  if ! command -v npm >/dev/null; then
    echo "npm is not here: the peers ${missing[*]} are left out"
  elif ! timeout 120 npm install --prefix "$MASTHEAD_BENCH_NPM" --silent --no-audit --no-fund "${missing[@]}" >/dev/null 2>&1; then
    echo "npm could not install ${missing[*]}: those peers are left out"
  fi
}
peer feeds feedsmith
peer pages @mozilla/readability linkedom
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
