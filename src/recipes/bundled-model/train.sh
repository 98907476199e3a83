#!/usr/bin/env bash
# Makes the bundled model anew: vocabulary, pre-training, labels of two freely licensed sets, packing.
#
#   src/recipes/bundled-model/train.sh TEXT DATA WORK
#
# TEXT holds gutenberg.txt.xz (public domain) and goemotions_train.txt.xz (Apache-2.0); DATA the folders
# pros_cons, uci_sentences_amazon, uci_sentences_imdb, uci_sentences_yelp (CC BY 4.0), sarcasm_headlines
# (CC BY 4.0) and umsab_english (Apache-2.0), each with its .tsv files; WORK is where everything goes. Of the
# last two the training splits are used, without labels; no test split is. On two cores it takes about an hour
# and a half; each step is skipped when its result is there, and pre-training resumes when it was interrupted.
set -euo pipefail
text=$1 data=$2 work=$3
valence() { java -Xmx6g -jar "$(dirname "$0")/../../../target/valence.jar" "$@"; }
mkdir -p "$work"

# Modern text is scarce, and nearer to what people write today: it counts six times.
modern=("$text/goemotions_train.txt.xz" "$data/pros_cons/all.tsv" "$data/uci_sentences_amazon/all.tsv"
  "$data/uci_sentences_imdb/all.tsv" "$data/uci_sentences_yelp/all.tsv" "$data/sarcasm_headlines/train.tsv"
  "$data/umsab_english/train.tsv")
texts=(--data "$text/gutenberg.txt.xz")
for _ in 1 2 3 4 5 6; do texts+=("${modern[@]}"); done

[ -e "$work/vocabulary/tokenizer.json" ] ||
  valence tokenizer train "${texts[@]}" --type wordpiece --vocabulary-size 16000 --lower-case \
    --output "$work/vocabulary"

pretrain() { # OUTPUT OPTION...
  local output=$1
  shift
  [ -e "$output/all_results.json" ] && return
  local resume=()
  compgen -G "$output/checkpoint-*" >/dev/null && resume=(--resume)
  valence pretrain "${texts[@]}" "$@" --precision auto --logging-steps 100 --eval-steps 1000 \
    --save-steps 1000 --output "$output" "${resume[@]}"
}

pretrain "$work/short" --tokenizer "$work/vocabulary" --layers 3 --hidden 192 --max-length 64 --batch-size 64 \
  --max-steps 9000 --learning-rate 1e-3 --warmup-ratio 0.03
# Short sequences first are cheap; then the rate rises once more, on sequences of twice the length.
pretrain "$work/pretrained" --base "$work/short" --max-length 128 --batch-size 32 \
  --max-steps 9000 --learning-rate 1e-3 --warmup-ratio 0.03

if [ ! -e "$work/labelled/all_results.json" ]; then
  # Each text once, whatever case it is written in.
  (printf 'text\tlabel\n'
    for set in pros_cons uci_sentences_amazon uci_sentences_imdb uci_sentences_yelp; do
      tail -n +2 "$data/$set/all.tsv"
    done | awk -F '\t' '!seen[tolower($1)]++') > "$work/labelled.tsv"
  valence train --data "$work/labelled.tsv" --validation none --base "$work/pretrained" --pooling max --epochs 2 --batch-size 32 \
    --learning-rate 3e-4 --warmup-ratio 0.1 --max-length 64 --precision auto --overwrite --output "$work/labelled"
fi

valence pack --model "$work/labelled" --head-of "$work/pretrained" --output "$work/packed"
echo "The model is in $work/packed: copy it and its card to resources/app/valence/model/valence-mini-en."
