// The table of sdk/README.md, from what the cases gave in each language.
//   node sdk/parity.mjs           writes it
//   node sdk/parity.mjs --check   fails when it is stale, when a language has no results, or when a case failed or is missing somewhere
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'

const root = new URL('../', import.meta.url)
const read = path => readFileSync(new URL(path, root), 'utf8')
const names = { dotnet: '.NET', node: 'Node', php: 'PHP', python: 'Python', java: 'Java' }
const languages = Object.keys(names).filter(language => existsSync(new URL(`sdk/${language}/conformance.json`, root)))
assert.deepEqual(readdirSync(new URL('sdk', root)).filter(name => existsSync(new URL(`sdk/${name}/conformance.json`, root))).sort(), [...languages].sort())

const version = read('sdk/VERSION').trim()
const resultOf = (language, name = language) => {
  const path = `artifacts/sdk/${name}.json`
  assert.ok(existsSync(new URL(path, root)), `${path} is missing: test/Sdk/run.sh ${language} makes it`)
  const result = JSON.parse(read(path))
  assert.equal(result.version, version, `the version of ${language}`)
  return result
}
const results = languages.map(language => resultOf(language))

// The oldest .NET gives in every case what the newest gives.
const oldest = resultOf('dotnet', 'dotnet-oldest')
const newest = results[languages.indexOf('dotnet')]
assert.deepEqual(oldest.cases, newest.cases)

const themes = JSON.parse(read('spec/client/cases/index.json')).files.map(file => [file.replace('.json', ''), JSON.parse(read(`spec/client/cases/${file}`)).cases])
const skips = new Map()
const rows = themes.map(([theme, cases]) => [`${theme.slice(3)} (${cases.length})`, ...results.map(result => {
  let passed = 0
  for (const { name } of cases) {
    const outcome = result.cases[theme]?.[name] ?? 'not run'
    if (outcome === 'passed')
      passed++
    else {
      assert.match(outcome, /^skipped: ./, `${result.language}, ${theme}, ${name}: ${outcome}`)
      const key = `${names[result.language]}: ${outcome.slice('skipped: '.length)}`
      skips.set(key, [...skips.get(key) ?? [], name])
    }
  }
  return passed === cases.length ? 'all' : `${passed}`
})])

// A patch release of a language is no other language.
const runtime = result => result.ran_on.replace(/(\d+)(\.\d+)?.*/, (_, major, minor) => (/^(PHP|Python)/.test(result.ran_on) ? `${major}${minor}` : major))
const ranOn = results.map(result => (result === newest ? [newest, oldest] : [result]).map(runtime).join(', '))
const line = cells => `| ${cells.join(' | ')} |`
const table = [
  line(['cases', ...languages.map(language => names[language])]), line(['---', ...languages.map(() => '---')]),
  ...rows.map(line), line(['run on', ...ranOn]), '',
  ...[...skips].map(([who, cases]) => `- Skipped by ${who} (${cases.map(name => `"${name}"`).join(', ')})`),
].join('\n').trim()

const page = read('sdk/README.md')
const begin = '<!-- written by parity.mjs -->\n'
const end = '<!-- end -->'
assert.ok(page.includes(begin) && page.includes(end), 'sdk/README.md has a place for the table')
const fresh = page.slice(0, page.indexOf(begin) + begin.length) + table + '\n' + page.slice(page.indexOf(end))
if (process.argv.includes('--check'))
  assert.ok(page === fresh, 'sdk/README.md is stale: run node sdk/parity.mjs')
else
  writeFileSync(new URL('sdk/README.md', root), fresh)
