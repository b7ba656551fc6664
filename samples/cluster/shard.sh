#!/usr/bin/env bash
# One part of a sweep: shard.sh I N computes the I-th of N parts into rows-I.jsonl. Rows that are there already, of a job that was stopped, are not
# computed again. Without I and N it joins the parts, puts the rows in order, computes what is missing and draws the plot.
# Everything that shall be swept stands here once, so that all parts are of one sweep.
set -euo pipefail

sweep() {
  quantrelu sweep "sin(2*pi*x)/(2*pi)" --error "${ERRORS:-0.1,0.01,0.001}" --lambda "${LAMBDAS:-2..8}" --smoothness 2 "$@"
}

if [ $# -eq 2 ]; then
  sweep --shard "$1/$2" --output "rows-$1.jsonl"
else
  [ -e rows.jsonl ] || cat rows-*.jsonl > rows.jsonl
  sweep --output rows.jsonl --plot rows.svg
fi
