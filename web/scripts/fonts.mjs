// The fonts at the addresses that shops' pages preload: Inter as it is published, and two small ones of our own that show what is
// typed into a masked field as dots. Each of those holds one drawn shape, so a few hundred bytes are all of it.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { deflateSync } from 'node:zlib';

const target = new URL('../dist/icons/fonts/', import.meta.url);
const inter = createRequire(import.meta.url);

const unitsPerEm = 1000;
const advance = 600;

/** @param {number} value */
const u16 = value => [(value >> 8) & 255, value & 255];
/** @param {number} value */
const u32 = value => [...u16(value >>> 16), ...u16(value)];

/** A round dot as eight corners. @param {number} x @param {number} y @param {number} radius */
function dot(x, y, radius) {
  const corners = Array.from({ length: 8 }, (_, at) => {
    const angle = Math.PI / 8 - (at * Math.PI) / 4;
    return [Math.round(x + radius * Math.cos(angle)), Math.round(y + radius * Math.sin(angle))];
  });
  const xs = corners.map(([cx = 0]) => cx);
  const ys = corners.map(([, cy = 0]) => cy);
  const steps = (/** @type {number[]} */ values) => values.flatMap((value, at) => u16((value - (values[at - 1] ?? 0)) & 0xffff));
  return [
    ...u16(1), ...u16(Math.min(...xs) & 0xffff), ...u16(Math.min(...ys) & 0xffff), ...u16(Math.max(...xs)), ...u16(Math.max(...ys)),
    ...u16(corners.length - 1), ...u16(0), ...corners.map(() => 1), ...steps(xs), ...steps(ys),
  ];
}

/** @param {string} characters */
function segments(characters) {
  const codes = [...characters].map(each => each.codePointAt(0) ?? 0).sort((a, b) => a - b);
  return [...codes.map(code => ({ code, delta: (1 - code) & 0xffff })), { code: 0xffff, delta: 1 }];
}

/** @param {string} characters */
function cmap(characters) {
  const all = segments(characters);
  const power = 2 ** Math.floor(Math.log2(all.length));
  const body = [
    ...u16(all.length * 2), ...u16(power * 2), ...u16(Math.log2(power)), ...u16((all.length - power) * 2),
    ...all.flatMap(({ code }) => u16(code)), ...u16(0), ...all.flatMap(({ code }) => u16(code)),
    ...all.flatMap(({ delta }) => u16(delta)), ...all.flatMap(() => u16(0)),
  ];
  return [...u16(0), ...u16(1), ...u16(3), ...u16(1), ...u32(12), ...u16(4), ...u16(body.length + 6), ...u16(0), ...body];
}

/** @param {string} family */
function name(family) {
  const texts = [family, 'Regular', `${family} Regular`, family, 'Version 1.0', `${family}-Regular`];
  const coded = texts.map(each => [...each].flatMap(letter => u16(letter.charCodeAt(0))));
  let offset = 0;
  const rows = coded.flatMap((bytes, at) => {
    const row = [...u16(3), ...u16(1), ...u16(0x409), ...u16(at + 1), ...u16(bytes.length), ...u16(offset)];
    offset += bytes.length;
    return row;
  });
  return [...u16(0), ...u16(texts.length), ...u16(6 + texts.length * 12), ...rows, ...coded.flat()];
}

/** @param {number[]} bytes */
function sumOf(bytes) {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) {
    for (let byte = 0; byte < 4; byte++) sum += (bytes[at + byte] ?? 0) * 2 ** (24 - byte * 8);
  }
  return sum % 2 ** 32;
}

/** A WOFF 1.0 file whose characters all look like one dot. @param {string} family @param {string} characters @param {number} radius */
function woff(family, characters, radius) {
  const glyph = dot(advance / 2, 350, radius);
  while (glyph.length % 4 !== 0) glyph.push(0);
  const first = Math.min(...[...characters].map(each => each.codePointAt(0) ?? 0));
  const last = Math.max(...[...characters].map(each => each.codePointAt(0) ?? 0));
  /** @type {Record<string, number[]>} */
  const tables = {
    'OS/2': [
      ...u16(4), ...u16(advance), ...u16(400), ...u16(5), ...u16(0), ...[650, 600, 0, 75, 650, 600, 0, 350, 50, 300].flatMap(u16), ...u16(0),
      ...Array.from({ length: 10 }, () => 0), ...u32(0), ...u32(0), ...u32(0), ...u32(0), 84, 69, 84, 82, ...u16(0x40), ...u16(first), ...u16(last),
      ...u16(800), ...u16(-200 & 0xffff), ...u16(0), ...u16(900), ...u16(300), ...u32(1), ...u32(0), ...u16(500), ...u16(700), ...u16(0), ...u16(32), ...u16(0),
    ],
    cmap: cmap(characters),
    glyf: glyph,
    head: [
      ...u32(0x10000), ...u32(0x10000), ...u32(0), ...u32(0x5f0f3cf5), ...u16(3), ...u16(unitsPerEm), ...u32(0), ...u32(0), ...u32(0), ...u32(0),
      ...u16(0), ...u16(0), ...u16(advance), ...u16(700), ...u16(0), ...u16(8), ...u16(2), ...u16(0), ...u16(0),
    ],
    hhea: [...u32(0x10000), ...u16(900), ...u16(-300 & 0xffff), ...u16(0), ...u16(advance), ...u16(0), ...u16(0), ...u16(advance), ...u16(1), ...Array.from({ length: 14 }, () => 0), ...u16(2)],
    hmtx: [...u16(advance), ...u16(0), ...u16(advance), ...u16(0)],
    loca: [...u16(0), ...u16(0), ...u16(glyph.length / 2)],
    maxp: [...u32(0x10000), ...u16(2), ...u16(8), ...u16(1), ...u16(0), ...u16(0), ...u16(2), ...Array.from({ length: 16 }, () => 0)],
    name: name(family),
    post: [...u32(0x30000), ...u32(0), ...u16(-100 & 0xffff), ...u16(50), ...u32(1), ...Array.from({ length: 16 }, () => 0)],
  };
  const names = Object.keys(tables);
  const head = tables['head'] ?? [];
  const power = 2 ** Math.floor(Math.log2(names.length));
  let place = 12 + names.length * 16;
  const directory = names.flatMap(tag => {
    const bytes = tables[tag] ?? [];
    const row = [...[...tag].map(letter => letter.charCodeAt(0)), ...u32(sumOf(bytes)), ...u32(place), ...u32(bytes.length)];
    place += Math.ceil(bytes.length / 4) * 4;
    return row;
  });
  const plain = [
    ...u32(0x10000), ...u16(names.length), ...u16(power * 16), ...u16(Math.log2(power)), ...u16((names.length - power) * 16), ...directory,
    ...names.flatMap(tag => { const bytes = [...(tables[tag] ?? [])]; while (bytes.length % 4 !== 0) bytes.push(0); return bytes; }),
  ];
  const sums = names.map(tag => sumOf(tables[tag] ?? []));
  head.splice(8, 4, ...u32((0xb1b0afba - sumOf(plain) + 2 ** 32) % 2 ** 32));

  let offset = 44 + names.length * 20;
  const rows = [];
  const bodies = [];
  for (const [at, tag] of names.entries()) {
    const bytes = tables[tag] ?? [];
    const packed = [...deflateSync(Uint8Array.from(bytes), { level: 9 })];
    const kept = packed.length < bytes.length ? packed : bytes;
    rows.push(...[...tag].map(letter => letter.charCodeAt(0)), ...u32(offset), ...u32(kept.length), ...u32(bytes.length), ...u32(sums[at] ?? 0));
    const padded = [...kept];
    while (padded.length % 4 !== 0) padded.push(0);
    bodies.push(...padded);
    offset += padded.length;
  }
  return Uint8Array.from([
    ...[...'wOFF'].map(letter => letter.charCodeAt(0)), ...u32(0x10000), ...u32(offset), ...u16(names.length), ...u16(0), ...u32(plain.length),
    ...u16(1), ...u16(0), ...Array.from({ length: 20 }, () => 0), ...rows, ...bodies,
  ]);
}

mkdirSync(target, { recursive: true });
for (const [weight, word] of [[400, 'regular'], [500, 'medium'], [600, 'semibold']]) {
  for (const kind of ['woff2', 'woff']) copyFileSync(inter.resolve(`@fontsource/inter/files/inter-latin-${weight}-normal.${kind}`), new URL(`inter-${word}.${kind}`, target));
}
writeFileSync(new URL('cvv.woff', target), woff('Tetri CVV', '0123456789', 170));
writeFileSync(new URL('card-number.woff', target), woff('Tetri card number', '*X\u00b7\u2022', 150));
