#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
sdk=$(realpath ../../sdk)
tests=$sdk/dotnet/tests/Tetri.Client.Tests
[ -f "$tests/bin/Release/net10.0/Tetri.Client.Tests.dll" ] || dotnet build "$tests" -c Release
dotnet test --project "$tests" --no-build -c Release
# No build server, here and below: one that stays would keep the pipe open.
dotnet build "$tests" -c Release -f net8.0 -p:Oldest=true -v q --disable-build-servers
"$tests"/bin/Release/net8.0/*/Tetri.Client.Tests
node broken.mjs "$tests/bin/Release/net10.0/Tetri.Client.Tests" --filter-class Tetri.Client.Tests.LiveTests

# The snippet and the first payment of the README, in a project elsewhere that has the packages and nothing else.
shop=$(mktemp -d)
trap 'rm -rf "$shop"' EXIT
"$sdk/pack.sh" dotnet
cat > "$shop/nuget.config" << END
<configuration><packageSources><clear /><add key="packages" value="$(realpath ../../artifacts/sdk/packages/dotnet)" /></packageSources></configuration>
END
cat > "$shop/Shop.csproj" << END
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <RestorePackagesPath>$shop/packages</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="Tetri.Client.AspNetCore" Version="$(cat "$sdk/VERSION")" /></ItemGroup>
</Project>
END
run="dotnet build '$shop' -v q --disable-build-servers && dotnet '$shop/bin/Debug/net10.0/Shop.dll'"
node seed.mjs dotnet "$shop/Program.cs" bash -c "$run"
awk '/^```csharp/ { blocks++; next } /^```/ && blocks { exit } blocks' "$sdk/dotnet/README.md" > "$shop/Program.cs"
[ "$(grep -c . "$shop/Program.cs")" -le 10 ]
bash -c "$run" | grep 'token='
