#!/usr/bin/env bash
# The tests: without arguments all of them, or the names of test classes.
set -euo pipefail
cd "$(dirname "$0")"
./build.sh
mkdir -p build/tests
find src/test -name '*.java' > build/tests.sources
javac -Xlint:all,-options -Werror --release 11 -cp "build/classes:/usr/share/java/json-latest.jar" -d build/tests @build/tests.sources
exec java -cp "build/tests:build/classes:/usr/share/java/json-latest.jar" ge.tetri.client.Tests "$@"
