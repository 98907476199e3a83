#!/usr/bin/env bash
# Measures the bundled model as its card says: fine-tuned with three seeds on each set, and its architecture
# from random weights on the first.
#
#   src/recipes/bundled-model/measure.sh DATA WORK
#
# DATA holds the folders sst2_sentences, tweeteval_emotion, financial_phrasebank_50agree and
# twitter_us_airline; WORK is where runs and figures go.
set -euo pipefail
data=$1 work=$2
valence() { java -jar "$(dirname "$0")/../../../target/valence.jar" "$@"; }
mkdir -p "$work"
