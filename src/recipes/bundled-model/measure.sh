#!/usr/bin/env bash
# Measures the bundled model as its card says: fine-tuned with three seeds on each set, and its shape from random
# weights on the first.
#
#   src/recipes/bundled-model/measure.sh DATA WORK
#
# DATA holds the folders sst2_sentences (train, dev, test), tweeteval_emotion (train, val, test),
# financial_phrasebank_50agree and twitter_us_airline (all.tsv each, of which a tenth is set aside as a test by seed);
# WORK is where runs and figures go: one JSON file a run.
set -euo pipefail
data=$1 work=$2
here=$(cd "$(dirname "$0")" && pwd)
valence() { java -jar "$here/../../../target/valence.jar" "$@"; }
mkdir -p "$work"

measure() { # NAME TRAIN VALIDATION|- TEST SEED EPOCHS OPTION...
  local name=$1 train=$2 validation=$3 test=$4 seed=$5 epochs=$6
  shift 6
  [ -e "$work/$name-$seed.json" ] && return
  local held=()
  [ "$validation" = - ] || held=(--validation "$validation")
  valence train --data "$train" "${held[@]}" --test "$test" --seed "$seed" --epochs "$epochs" --batch-size 32 \
    --learning-rate 3e-4 --warmup-ratio 0.1 --weight-decay 0 --best-metric accuracy --max-length 64 \
    --precision auto --overwrite --output "$work/run" --json "$work/$name-$seed.json" "$@"
}

# The rows of a file in an order that follows from the seed; the first tenth is the test.
split() { # FILE SEED
  mkdir -p "$work/split"
  tail -n +2 "$1" | awk -v seed="$2" 'BEGIN { srand(seed) } { printf "%.9f\t%s\n", rand(), $0 }' | sort -n | cut -f2- \
    > "$work/split/rows"
  local tenth=$(($(wc -l < "$work/split/rows") / 10))
  (printf 'text\tlabel\n'; head -n "$tenth" "$work/split/rows") > "$work/split/test.tsv"
  (printf 'text\tlabel\n'; tail -n +$((tenth + 1)) "$work/split/rows") > "$work/split/train.tsv"
}

for seed in 1 2 3; do
  sst2=("$data/sst2_sentences/train.tsv" "$data/sst2_sentences/dev.tsv" "$data/sst2_sentences/test.tsv")
  measure sst2 "${sst2[@]}" "$seed" 4
  measure sst2-untrained "${sst2[@]}" "$seed" 4 --untrained
  measure emotion "$data/tweeteval_emotion/train.tsv" "$data/tweeteval_emotion/val.tsv" \
    "$data/tweeteval_emotion/test.tsv" "$seed" 6
  split "$data/financial_phrasebank_50agree/all.tsv" "$seed"
  measure phrasebank "$work/split/train.tsv" none "$work/split/test.tsv" "$seed" 8
  split "$data/twitter_us_airline/all.tsv" "$seed"
  measure airline "$work/split/train.tsv" - "$work/split/test.tsv" "$seed" 4
done
