#!/usr/bin/env bash
# Makes the bundled decoder anew: vocabulary, pre-training, packing.
#
#   src/recipes/bundled-decoder/train.sh TEXT DATA WORK
#
# TEXT holds gutenberg.txt.xz (public domain) and goemotions_train.txt.xz (Apache-2.0); DATA the folders
# pros_cons, uci_sentences_amazon, uci_sentences_imdb, uci_sentences_yelp (CC BY 4.0), sarcasm_headlines
# (CC BY 4.0) and umsab_english (Apache-2.0), each with its .tsv files; WORK is where everything goes. Of all of
# them the texts are used without labels, and no test split is. On two cores it takes one to three hours; each step
# is skipped when its result is there, and pre-training resumes when it was interrupted.
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

# Letters keep their case: a decoder writes texts that are to look like texts.
[ -e "$work/vocabulary/tokenizer.json" ] ||
  valence tokenizer train "${texts[@]}" --type bpe --purpose decoder --vocabulary-size 8000 --output "$work/vocabulary"

if [ ! -e "$work/pretrained/all_results.json" ]; then
  resume=()
  compgen -G "$work/pretrained/checkpoint-*" >/dev/null && resume=(--resume)
  valence pretrain "${texts[@]}" --tokenizer "$work/vocabulary" --architecture llama --layers 4 --hidden 192 --heads 6 \
    --key-value-heads 3 --max-length 128 --batch-size 32 --max-steps 9000 --learning-rate 1e-3 --warmup-ratio 0.03 \
    --precision auto --logging-steps 100 --eval-steps 1000 --save-steps 1000 --output "$work/pretrained" "${resume[@]}"
fi

valence pack --model "$work/pretrained" --output "$work/packed"
echo "The model is in $work/packed: copy it and its card to resources/app/valence/model/valence-mini-lm-en."
