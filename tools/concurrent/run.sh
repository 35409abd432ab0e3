#!/bin/bash
# Starts two commands on one run folder at the same time, many times, and checks that one of them does its work while the
# other one ends with one line that names the process that holds the folder; and that the files are those of a run alone.
#
#   tools/concurrent/run.sh [COUNT] [DATA]
#
#   COUNT   how many pairs of each kind: two trainings, two --resume, a training and a report (default 100)
#   DATA    as fovea train takes it (default: 30 small images made here)
#
# The delay between the two starts is random, up to 0.6 s, so that they meet at different moments. SEED=N gives others.

set -u
root=$(CDPATH='' cd -- "$(dirname "$0")/../.." && pwd -P)
count=${1:-100}
data=${2:-}
RANDOM=${SEED:-1}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

die() { echo "$*" >&2; exit 1; }

"$root/fovea" --version >/dev/null || die "fovea can't be started"
if [ -z "$data" ]; then
    # Portable grey maps are not read; a BMP of 8 x 8 pixels is a fixed header and its pixels.
    data=$work/images
    for class in left right; do
        mkdir -p "$data/$class"
        for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
            {
                printf 'BM\366\000\000\000\000\000\000\000\066\000\000\000\050\000\000\000\010\000\000\000\010\000\000\000'
                printf '\001\000\030\000\000\000\000\000\300\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000'
                for y in 1 2 3 4 5 6 7 8; do
                    for x in 1 2 3 4 5 6 7 8; do
                        v=$((20 + (i * 7 + x * 5 + y * 11) % 60))
                        if [ $class = left ] && [ $x -le 4 ] || [ $class = right ] && [ $x -gt 4 ]; then v=$((v + 160)); fi
                        o=$(printf '\\%03o' $v)
                        printf "$o$o$o"
                    done
                done
            } >"$data/$class/$i.bmp"
        done
    done
fi
options=(--epochs 6 --batch 5 --size 8x8 --threads 1)

# The content of a run, a line for each file.
digest() {
    for file in model.keras confusion.csv; do sha256sum <"$1/$file"; done
    sed 's/,[^,]*$//' "$1/history.csv" | sha256sum
}

"$root/fovea" train "$data" "${options[@]}" --out "$work/alone" >"$work/out" 2>&1 || die "$(cat "$work/out")"
digest "$work/alone" >"$work/expected"
"$root/fovea" train "$data" --epochs 2 "${options[@]:2}" --out "$work/begun" >"$work/out" 2>&1 || die "$(cat "$work/out")"

# Runs the commands "$1" and "$2" (words separated by spaces) at once; sets codes, and refused: how many met the lock.
pair() {
    local one two delay=$((RANDOM % 7))
    # shellcheck disable=SC2086  # a command is several words
    "$root/fovea" $1 >"$work/out1" 2>"$work/err1" & one=$!
    sleep "0.$delay"
    # shellcheck disable=SC2086
    "$root/fovea" $2 >"$work/out2" 2>"$work/err2" & two=$!
    wait "$one"; code1=$?
    wait "$two"; code2=$?
    refused=0
    for i in 1 2; do
        local code=code$i last
        last=$(tail -n 1 "$work/err$i")
        if [ "${!code}" -ne 0 ]; then
            case $last in
                "fovea "*"is in use by process "[0-9]*" (fovea "*": wait until that has ended"*) refused=$((refused + 1)) ;;
                *) echo "  unexpected exit code ${!code}: $last"; return 1 ;;
            esac
        fi
        if grep -qE '^\s+at |Exception' "$work/err$i"; then echo "  a stack trace: $last"; return 1; fi
    done
    [ "$refused" -lt 2 ] || { echo "  both were refused"; return 1; }
}

good=0
bad=0
met=0
check() { # name, and whether it went well
    if [ "$2" -eq 0 ]; then good=$((good + 1)); met=$((met + refused)); else bad=$((bad + 1)); echo "FAILED: $1"; fi
}

run=$work/run
tidy() {
    [ -z "$(find "$run" -name '.*' -type f)" ] || { echo "  left behind: $(find "$run" -name '.*' -type f)"; return 1; }
}
finish() {
    digest "$run" >"$work/actual"
    cmp -s "$work/expected" "$work/actual" || { echo "  another result"; return 1; }
    tidy
}

for kind in "two trainings" "two --resume" "a training and a report"; do
    before=$good
    met=0
    for ((n = 1; n <= count; n++)); do
        rm -rf "$run"
        case $kind in
            "two trainings")
                train="train $data ${options[*]} --out $run"
                pair "$train" "$train" && finish ;;
            "two --resume")
                cp -a "$work/begun" "$run"
                train="train $data --epochs 6 --out $run --resume"
                pair "$train" "$train" && finish ;;
            *)
                cp -a "$work/begun" "$run"
                pair "train $data --epochs 6 --out $run --resume" "report $run" && tidy &&
                    { "$root/fovea" train "$data" --epochs 6 --out "$run" --resume >/dev/null 2>&1; finish; } ;;
        esac
        check "$kind, number $n" $?
    done
    echo "$kind: $((good - before)) of $count good; in $met of them one process met the lock of the other"
done
echo "$good of $((3 * count)) good"
[ "$bad" -eq 0 ]
