#!/usr/bin/env bash
# Measures the bundled decoder as its card says: its loss on text of each kind that it has not seen, and fine-tuned as a
# classifier with three seeds, beside its shape from random weights.
#
#   src/recipes/bundled-decoder/measure.sh MODEL TEXT DATA WORK
#
# MODEL is the packed model; TEXT holds imdb_unsup.jsonl.xz (film reviews, which are only measured on); DATA the folders
# sst2_sentences and tweeteval_emotion (train, dev or val, test) and sarcasm_headlines (test); WORK is where runs and
# figures go: one JSON file a run.
set -euo pipefail
model=$1 text=$2 data=$3 work=$4
valence() { java -Xmx6g -jar "$(dirname "$0")/../../../target/valence.jar" "$@"; }
mkdir -p "$work"

# The loss a token, by a run of one step that moves nothing: "validation" in the JSON file.
surprise() { # NAME FILE
  [ -e "$work/loss-$1.json" ] && return
  valence pretrain --data "$2" --validation "$2" --base "$model" --max-length 128 --max-steps 1 --learning-rate 1e-12 \
    --precision auto --overwrite --output "$work/run" --json "$work/loss-$1.json"
}

measure() { # NAME TRAIN VALIDATION TEST SEED EPOCHS OPTION...
  local name=$1 train=$2 validation=$3 test=$4 seed=$5 epochs=$6
  shift 6
  [ -e "$work/$name-$seed.json" ] && return
  valence train --base "$model" --data "$train" --validation "$validation" --test "$test" --seed "$seed" \
    --epochs "$epochs" --batch-size 32 --learning-rate 3e-4 --warmup-ratio 0.1 --weight-decay 0 --best-metric accuracy \
    --max-length 64 --precision auto --overwrite --output "$work/run" --json "$work/$name-$seed.json" "$@"
}

surprise reviews "$text/imdb_unsup.jsonl.xz"
surprise sentences "$data/sst2_sentences/test.tsv"
surprise headlines "$data/sarcasm_headlines/test.tsv"
for seed in 1 2 3; do
  sst2=("$data/sst2_sentences/train.tsv" "$data/sst2_sentences/dev.tsv" "$data/sst2_sentences/test.tsv")
  measure sst2 "${sst2[@]}" "$seed" 4
  measure sst2-untrained "${sst2[@]}" "$seed" 4 --untrained
  measure emotion "$data/tweeteval_emotion/train.tsv" "$data/tweeteval_emotion/val.tsv" \
    "$data/tweeteval_emotion/test.tsv" "$seed" 6
done
