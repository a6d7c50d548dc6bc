#!/usr/bin/env bash
# Compiles the library for Java 11 and packs it: build/tetri-client-VERSION.jar. org.json is Debian's libandroid-json-org-java; only the layer
# com.cloudipsp.cloudipspsdk needs it.
set -euo pipefail
cd "$(dirname "$0")"
json=${TETRI_JSON_JAR:-/usr/share/java/json-latest.jar}
version=$(cat ../VERSION)
rm -rf build
mkdir -p build/classes/META-INF/maven/ge.tetri/tetri-client
find src/main -name '*.java' > build/sources
javac -Xlint:all,-options -Werror --release 11 -cp "$json" -d build/classes @build/sources
cp pom.xml build/classes/META-INF/maven/ge.tetri/tetri-client/
cp ../../LICENSE build/classes/META-INF/
cat > build/manifest << EOF
Automatic-Module-Name: ge.tetri.client
Implementation-Title: tetri-client
Implementation-Version: $version
EOF
jar --create --file "build/tetri-client-$version.jar" --manifest build/manifest -C build/classes .
