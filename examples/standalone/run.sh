#!/bin/bash
# Builds and runs this project against modules that are installed from here, in a local repository that is thrown away.
#
#   examples/standalone/run.sh [EPOCHS [IMAGES]]     default: one epoch of 1,000 images
#
# Needs JDK 25 in JAVA25_HOME or JAVA_HOME, Maven, and CIFAR-10 in the cache or the network to fetch it.

set -euo pipefail
here=$(CDPATH='' cd -- "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export JAVA_HOME=${JAVA25_HOME:-${JAVA_HOME:?is not set: name a JDK 25}}

# The libraries are copied from the usual local repository; what is installed goes to the temporary one alone.
mkdir -p "$work/repository"
if [ -d "$HOME/.m2/repository" ]; then cp -a "$HOME/.m2/repository/." "$work/repository"; fi
rm -rf "$work/repository/io/fovea" "$work/repository/com/example"

mvn -B -ntp -q -f "$here/../../pom.xml" -pl core,keras -am -Dmaven.repo.local="$work/repository" -DskipTests \
    -Djacoco.skip=true -Dmaven.javadoc.skip=true install
cp -r "$here" "$work/project"
rm -rf "$work/project/target"
cd "$work/project"
mvn -B -ntp -q -Dmaven.repo.local="$work/repository" compile exec:exec \
    -Dexec.args="--add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED -classpath %classpath FirstNetwork ${1:-1} ${2:-1000}" \
    | tee "$work/output"
grep -q 'epoch 1 {loss=' "$work/output"
test -s target/first-network.keras
echo "the standalone project was built and run against the installed modules"
