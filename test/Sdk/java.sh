#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
sdk=$(realpath ../../sdk)
seed=$(realpath seed.mjs)
broken=$(realpath broken.mjs)
"$sdk/java/test.sh"
(cd "$sdk/java" && node "$broken" java -cp build/tests:build/classes:/usr/share/java/json-latest.jar ge.tetri.client.Tests LiveTest)

shop=$(mktemp -d)
trap 'rm -rf "$shop"' EXIT
"$sdk/pack.sh" java
jar=$(realpath ../../artifacts/sdk/packages/java/*.jar)
cd "$shop"
# java compiles the program itself and runs it with the packed library.
node "$seed" java Main.java java -cp "$jar:/usr/share/java/json-latest.jar" Main.java
