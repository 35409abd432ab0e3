#!/bin/sh
# Compares Fovea with its peers on this machine; README.md says what is measured. Options: --help.
#
#   FOVEA_JAVA_HOME   a JDK 25 to use before all others
#   PYTHON            the Python 3 to make the virtual environment with; default python3

say() { printf 'peers: %s\n' "$*" >&2; }

here=$(CDPATH='' cd -- "$(dirname "$0")" && pwd -P) || exit 1
root=$(dirname "$(dirname "$here")")
target=$root/bench/target/peers

# --- JDK 25, looked for where the fovea command looks ---

is_jdk_25() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25[".]' "$1/release" 2>/dev/null
}

home_of_java_on_path() {
    java=$(command -v java) || return 1
    java=$(readlink -f "$java" 2>/dev/null) || return 1
    dirname "$(dirname "$java")"
}

find_jdk() {
    # shellcheck disable=SC2153  # these come from the user
    for home in "$FOVEA_JAVA_HOME" "$JAVA_HOME" "$JAVA25_HOME" "$JDK25_HOME" "$(home_of_java_on_path)" \
            /usr/lib/jvm/*25* /opt/*25* /opt/*/*25* /usr/local/*25* "$HOME"/.sdkman/candidates/java/*25* \
            "$HOME"/.jdks/*25* /Library/Java/JavaVirtualMachines/*/Contents/Home \
            "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
            /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
            /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        if [ -n "$home" ] && is_jdk_25 "$home"; then jdk=$home; return 0; fi
    done
    return 1
}

if ! find_jdk; then
    say "JDK 25 is missing; if it is installed, tell where: export FOVEA_JAVA_HOME=/path/to/jdk-25"
    exit 1
fi
export FOVEA_JAVA_HOME="$jdk"

# --- The peers, in a virtual environment under the build folder ---

python=${PYTHON:-python3}
if ! "$python" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "Python 3.11 or newer with venv is missing ($python is not); name another with PYTHON=/path/to/python3"
    exit 1
fi

export PYTHONPYCACHEPREFIX="$target/pycache"

# Before anything is fetched; for --help this prints the help.
if ! wanted=$("$python" "$here/options.py" "$@"); then exit 2; fi
case $wanted in
    "peers alone" | "peers torch") ;;
    *) printf '%s\n' "$wanted"; exit 0 ;;
esac

# A stamp is a copy of the requirements that are installed.
fetch() {
    if cmp -s "$here/$1" "$target/venv/$1"; then return 0; fi
    say "$2 (pip's output is in $target/pip.log)"
    if ! "$target/venv/bin/python" -m pip install --disable-pip-version-check -r "$here/$1" >"$target/pip.log" 2>&1; then
        say "pip can't install $1 (no network, or a Python that the peers don't know?): \
$(grep '^ERROR' "$target/pip.log" | tail -n 1)"
        exit 1
    fi
    cp "$here/$1" "$target/venv/$1"
}

mkdir -p "$target" || exit 1
if [ ! -x "$target/venv/bin/python" ] && ! "$python" -m venv "$target/venv" >"$target/pip.log" 2>&1; then
    say "a virtual environment can't be made in $target/venv: $(tail -n 1 "$target/pip.log")"
    exit 1
fi
fetch requirements.txt "fetching the peers, about 400 MB"
if [ "$wanted" = "peers torch" ]; then fetch requirements-torch.txt "fetching PyTorch, about 3 GB"; fi

# --- Ours ---

say "building Fovea"
if ! JAVA_HOME=$jdk JAVA25_HOME=$jdk mvn -B -ntp -f "$root/pom.xml" -pl bench -am -Dmaven.test.skip=true -Djacoco.skip=true \
        package >"$target/build.log" 2>&1 </dev/null; then
    say "the build failed: $(grep -m 1 '^\[ERROR\]' "$target/build.log") (all of it is in $target/build.log)"
    exit 1
fi

exec "$target/venv/bin/python" "$here/compare.py" "$@"
