#!/usr/bin/env bash
# fuzz/run.sh BUILD SECONDS: every target for SECONDS, from the cases in the tests; a finding ends with exit 1 and its file.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1 seconds=$2
for target in "$build"/fuzz/*_fuzz; do
  name=$(basename "$target" _fuzz)
  mkdir -p "build/corpus/$name"
  echo "== fuzzing $name for $seconds s"
  "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=0 -verbosity=0 \
    -artifact_prefix="build/finding-$name-" "build/corpus/$name" $([ -d "tests/cases/fuzz/$name" ] && echo "tests/cases/fuzz/$name")
done
