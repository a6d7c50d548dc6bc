// Every language says the same things: same keys, same placeholders, the plural forms that it has, and no markup.
// With --write, the types of the messages are written anew from English, texts that a language lacks are filled in with
// English, and those that English lacks are dropped. What still stands in English is listed until somebody translates it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../i18n/', import.meta.url);
const typesFile = new URL('params.ts', folder);

/** Keys that are put together at run time, or that the gateway's own pages show. */
const families = /^(decline|page_error|hand_over|sheet|test_card|fault)\.|^(unknown|stalled|failed|offline)\.text$|^subscription\.(unit_\w+|days?|weeks?|months?|amount|every)(#|$)/;

/** @typedef {Record<string, string>} Messages */

/** @param {string} name @returns {Messages} */
const read = name => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
/** @param {string} key */
const stem = key => key.split('#')[0] ?? key;
/** @param {string} text */
const placeholders = text => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? ''))].sort();

/** @param {Messages} english */
export function typesOf(english) {
  const stems = [...new Set(Object.keys(english).map(stem))];
  const lines = stems.map(key => {
    const forms = Object.entries(english).filter(([name]) => stem(name) === key);
    const names = [...new Set(forms.flatMap(([, text]) => placeholders(text)))].sort();
    const plural = forms.some(([name]) => name.includes('#'));
    const members = names.map(name => `${name}: ${plural && name === 'count' ? 'number' : 'string'}`);
    return `  '${key}': ${members.length === 0 ? 'null' : `{ ${members.join('; ')} }`};`;
  });
  return `// Written by scripts/check-messages.mjs --write from en.json.\nexport interface MessageParams {\n${lines.join('\n')}\n}\n`;
}

/** @param {string} lang @param {Messages} english @returns {Set<string>} */
function keysOf(lang, english) {
  const has = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
  const forms = ['zero', 'one', 'two', 'few', 'many', 'other'].filter(form => has.some(category => category === form));
  return new Set(Object.keys(english).flatMap(key => key.includes('#') ? forms.map(form => `${stem(key)}#${form}`) : [key]));
}

/** @param {string} key @param {Messages} english */
const modelOf = (key, english) => english[key] ?? english[`${stem(key)}#other`] ?? '';

/** @param {string} lang @param {Messages} messages @param {Messages} english @returns {Messages} */
export function filled(lang, messages, english) {
  return Object.fromEntries([...keysOf(lang, english)].map(key => [key, messages[key] ?? modelOf(key, english)]));
}

/** Sentences that are the same as in English: nobody has translated them yet. @param {Messages} messages @param {Messages} english @returns {string[]} */
export const untranslated = (messages, english) =>
  Object.keys(messages).filter(key => messages[key] === modelOf(key, english) && /[a-z]\W+[a-z]+\W+[a-z]/i.test(modelOf(key, english).replace(/\{\w+\}/g, '')));

/** @param {string} lang @param {Messages} messages @param {Messages} english @returns {string[]} */
export function faultsOf(lang, messages, english) {
  const faults = [];
  const wanted = keysOf(lang, english);
  for (const key of wanted) if (!(key in messages)) faults.push(`${lang}: ${key} is missing`);
  for (const [key, text] of Object.entries(messages)) {
    if (!wanted.has(key)) {
      faults.push(`${lang}: ${key} is not in en.json, or is a plural form that the language does not have`);
      continue;
    }
    const model = modelOf(key, english);
    if (placeholders(text).join() !== placeholders(model).join()) faults.push(`${lang}: ${key} has other placeholders than English`);
    if (text.trim() === '' || text !== text.trim()) faults.push(`${lang}: ${key} is empty or begins or ends with a space`);
    if (/[<>&]/.test(text)) faults.push(`${lang}: ${key} has markup`);
    if (/!/.test(text)) faults.push(`${lang}: ${key} has an exclamation mark`);
    if (text.length > model.length * 1.8 + 12) faults.push(`${lang}: ${key} is much longer than English`);
  }
  return faults;
}

/** Texts that nothing shows any more. @param {Messages} english @returns {string[]} */
function unused(english) {
  const page = new URL('../checkout/', import.meta.url);
  const code = readdirSync(page, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name)).map(name => readFileSync(new URL(name, page), 'utf8')).join('\n');
  return Object.keys(english).filter(key => !families.test(key) && !code.includes(`'${key}'`)).map(key => `en: ${key} is not used`);
}

if (process.argv[1] !== undefined && import.meta.url.endsWith(process.argv[1].replaceAll('\\', '/').split('/').pop() ?? '')) {
  const english = read('en.json');
  const types = typesOf(english);
  const languages = readdirSync(folder).filter(name => /^[a-z]{2}\.json$/.test(name)).map(name => name.slice(0, -5));
  if (process.argv.includes('--write')) {
    writeFileSync(typesFile, types);
    for (const lang of languages) writeFileSync(new URL(`${lang}.json`, folder), `${JSON.stringify(filled(lang, read(`${lang}.json`), english), null, 2)}\n`);
  }
  for (const lang of languages.filter(other => other !== 'en')) {
    const open = untranslated(read(`${lang}.json`), english);
    if (open.length > 0) console.log(`${lang}: still in English: ${open.join(' ')}`);
  }
  const faults = languages.flatMap(lang => faultsOf(lang, read(`${lang}.json`), english));
  if (readFileSync(typesFile, 'utf8') !== types) faults.push('i18n/params.ts is stale: run node scripts/check-messages.mjs --write');
  faults.push(...unused(english));
  if (languages.length < 2) faults.push('no languages found');
  for (const fault of faults) console.error(fault);
  console.log(`messages: ${languages.join(' ')}, ${Object.keys(english).length} texts, ${faults.length} faults`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
