// What shops' pages load beside checkout.js: its style, its types and the JSON Schema of its configuration.
import { readFileSync, writeFileSync } from 'node:fs';
import { transform } from 'lightningcss';
import { schema } from './config-schema.mjs';
import './fonts.mjs';

const source = new URL('../widget/', import.meta.url);
const target = new URL('../dist/widget/', import.meta.url);

const { code } = transform({ filename: 'checkout.css', code: readFileSync(new URL('checkout.css', source)), minify: true });
writeFileSync(new URL('checkout.css', target), code);
writeFileSync(new URL('checkout.d.ts', target), readFileSync(new URL('types.d.ts', source)));
writeFileSync(new URL('config.schema.json', target), `${JSON.stringify(await schema(), null, 2)}\n`);
