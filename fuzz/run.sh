#!/usr/bin/env bash
# fuzz/run.sh BUILD SECONDS [TARGET...]: every target (or those named) for SECONDS, as many at once as there are cores. Inputs begin
# with the cases in the tests, and with the corpora where they are there. A finding ends with exit 1 and the name of its file.
# MASTHEAD_FUZZ_SEED makes the way through the inputs the same each time.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1 seconds=$2
shift 2
corpora=${MASTHEAD_CORPORA:-../shared/corpora}

seeds() { # TARGET: folders to begin with
  local name=$1
  [ ! -d "tests/cases/fuzz/$name" ] || echo "tests/cases/fuzz/$name"
  case "$name" in html | page) find tests/cases/page -mindepth 1 -type d ;; esac
  [ -d "$corpora" ] || return 0
  case "$name" in
    feed | sitemap) find "$corpora/feeds" -mindepth 2 -type d; echo "$corpora/hostile/xml" ;;
    probe) echo "$corpora/hostile/img" ;;
    opml) echo "$corpora/hostile/xml"; echo "$corpora/web" ;;
  esac
}

fuzz_one() { # TARGET
  local name=$1 folders log="build/fuzz-$1.log"
  local -a options=(-max_total_time="$seconds" -timeout=25 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 -verbosity=0)
  local dictionary="fuzz/$name.dict"
  case "$name" in sitemap | opml) dictionary=fuzz/feed.dict ;; page) dictionary=fuzz/html.dict ;; esac
  [ -z "${MASTHEAD_FUZZ_SEED:-}" ] || options+=(-seed="$MASTHEAD_FUZZ_SEED")
  [ ! -f "$dictionary" ] || options+=(-dict="$dictionary")
  mapfile -t folders < <(seeds "$name")
  mkdir -p "build/corpus/$name"
  if "$build/fuzz/${name}_fuzz" "${options[@]}" -artifact_prefix="build/finding-$name-" "build/corpus/$name" "${folders[@]}" >"$log" 2>&1; then
    printf '== %-10s %6s s, %s inputs, nothing found\n' "$name" "$seconds" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
  else
    printf '== %-10s FOUND SOMETHING; the input lies beside %s\n' "$name" "$log"
    tail -n 60 "$log"
    return 1
  fi
}
export -f fuzz_one seeds
export build seconds corpora

targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
  for target in "$build"/fuzz/*_fuzz; do targets+=("$(basename "$target" _fuzz)"); done
fi
printf '%s\n' "${targets[@]}" | xargs -P "$(nproc)" -I{} bash -c 'fuzz_one {}'
