import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (file: string) => JSON.parse(readFileSync(new URL(`../${file}/package.json`, import.meta.url), 'utf8')) as { version: string; peerDependencies: Record<string, string> };
const isAtLeast = (version: string, least: string) => version.localeCompare(least, 'en', { numeric: true }) >= 0;

// npm installs no package beside a framework that its range leaves out.
test.each([['react', 'react'], ['react', 'react-18'], ['vue', 'vue']])('the package for %s goes with the %s that its tests run on', (framework, installed) => {
  const least = /^>=(?<version>[\d.]+)$/.exec(read(framework).peerDependencies[framework]!)!.groups!['version']!;

  expect(isAtLeast(read(`node_modules/${installed}`).version, least)).toBe(true);
});
