// A snippet of seed.txt, run as it stands but for imports, declarations of variables that it leaves undeclared, and PHP's opening tag
// (the address comes from TETRI_URL), must create one order on the running gateway.
//   node seed.mjs LANGUAGE FILE COMMAND…       writes the program to FILE and runs COMMAND
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

/** What a language may change, and the order that its snippet creates. */
const languages = {
  dotnet: {
    creates: { amount: '100000', currency: 'GEL' },
  },
  php: {
    before: '<?php\n',
    creates: { amount: '1000', currency: 'GEL' },
  },
  python: {
    creates: { amount: '10000', currency: 'GEL' },
  },
  java: {
    before: 'import com.cloudipsp.cloudipspsdk.*;\nimport com.cloudipsp.cloudipspsdk.api.*;\nimport java.net.URI;\nimport org.json.JSONObject;\n\n',
    within: 'public class Main {',
    declarations: '    static CloudIpspApi client;\n    static PaymentApi pamentApi;\n    static OrderApi orderApi;\n',
    creates: { order_id: 'test123', amount: '100', currency: 'EUR' },
  },
  node: {
    imports: [['cloudipsp-node-js-sdk', '@tetri/client/cloudipsp']],
    creates: { order_id: 'Your Order Id', amount: '1000', currency: 'GEL' },
    prints: /checkout_url: '.+token=[0-9a-f]{40}/,
  },
}

const [language, file, ...command] = process.argv.slice(2)
const { imports = [], before = '', declarations = '', within, creates, prints } = languages[language]

const text = readFileSync(new URL('seed.txt', import.meta.url), 'utf8')
let program = text.split(/^== /m).find(part => part.startsWith(`${language}\n`)).slice(language.length).trim()
for (const [printed, own] of imports) {
  assert.ok(program.includes(printed), `the snippet does not import ${printed}`)
  program = program.replaceAll(printed, own)
}
if (within) {
  assert.ok(program.includes(within))
  program = program.replace(within, `${within}\n${declarations}`)
}
writeFileSync(file, `${before}${within ? '' : declarations}${program}\n`)

const known = new Set((await orders()).map(order => order.payment_id))
const { status, stdout, stderr } = spawnSync(command[0], command.slice(1), { encoding: 'utf8', timeout: 60_000 })
assert.equal(status, 0, `${stdout}${stderr}`)
if (prints)
  assert.match(stdout, prints)
const made = (await orders()).filter(order => !known.has(order.payment_id))
assert.equal(made.length, 1, `${made.length} orders were created\n${stdout}${stderr}`)
for (const [member, value] of Object.entries(creates))
  assert.equal(made[0][member], value, member)
assert.equal(made[0].order_status, 'created')
console.log(`The snippet for ${language} created order ${made[0].order_id}.`)

/** Asked by this file's own means, so that no client library vouches for itself. */
async function orders() {
  const day = shift => new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10).split('-').reverse().join('.')
  const members = { date_from: day(-1), date_to: day(1), merchant_id: 1549901 }
  const signature = createHash('sha1').update(['test', ...Object.values(members)].join('|')).digest('hex')
  const response = await fetch(`${process.env.TETRI_URL}/api/reports`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ request: { ...members, signature } }),
  })
  const answer = (await response.json()).response
  assert.ok(Array.isArray(answer), JSON.stringify(answer))
  return answer
}
