// spec/signature-vectors.json: what a signer must reproduce, and what a verifier must refuse.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'

const { signature } = createRequire(import.meta.url)('../dist/index.js')
const vectors = JSON.parse(readFileSync(new URL('../../../spec/signature-vectors.json', import.meta.url), 'utf8'))

for (const row of [...vectors.v1, ...vectors.v2])
  test(row.name, () => {
    const signed = row.data ?? row.members
    assert.equal(signature.of(signed, row.secret), row.signature)
    assert.ok(signature.fits(row.signature, signed, row.secret))
    assert.ok(!signature.fits(row.signature, signed, `${row.secret}x`))
    assert.ok(!signature.fits(row.signature.replace(/^./, digit => (digit === '0' ? '1' : '0')), signed, row.secret))
    assert.ok(!signature.fits('', signed, row.secret))
  })
