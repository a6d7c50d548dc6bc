// How the package is taken: by require, by import, with types; and its version.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const root = new URL('../', import.meta.url)

test('require and import give the same names and the same classes', async () => {
  const required = require('@tetri/client')
  const imported = await import('@tetri/client')
  assert.deepEqual(Object.keys(imported).sort(), Object.keys(required).sort())
  assert.equal(imported.TetriError, required.TetriError)
  assert.equal((await import('@tetri/client/cloudipsp')).default, require('@tetri/client/cloudipsp'))
})

test('types say what may be given and what comes', () => {
  execFileSync(fileURLToPath(new URL('node_modules/.bin/tsc', root)), ['-p', 'test/types'], { cwd: fileURLToPath(root), stdio: 'pipe' })
})

test('there is one version', () => {
  const version = readFileSync(new URL('../VERSION', root), 'utf8').trim()
  assert.equal(require('@tetri/client').version, version)
  assert.equal(require('@tetri/client/package.json').version, version)
  assert.match(readFileSync(new URL('CHANGELOG.md', root), 'utf8'), new RegExp(`^## ${version}$`, 'm'))
})
