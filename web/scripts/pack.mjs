// Packs what was built, all that the gateway sends packed: it takes too long for a gateway that is asked for a file.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { gzip } from './gzip.mjs';

const dist = new URL('../dist/', import.meta.url);
const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(name => /\.(m?js|css|json|svg|html|ts)$/.test(name));
for (const name of files) writeFileSync(new URL(`${name}.gz`, dist), await gzip(readFileSync(new URL(name, dist))));
