// CommonJS is the one build; the ES modules beside it hand its names on, so both see the same classes.
import { execFileSync } from 'node:child_process'
import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
rmSync('dist', { recursive: true, force: true })
execFileSync('node_modules/.bin/tsc', ['-p', '.'], { stdio: 'inherit' })

const names = Object.keys(createRequire(import.meta.url)('../dist/index.js')).sort()
writeFileSync('dist/index.mjs', `import client from './index.js'\n\nexport const { ${names.join(', ')} } = client\n`)
writeFileSync('dist/index.d.mts', `export * from './index.js'\n`)
writeFileSync('dist/entry/cloudipsp.mjs', `import CloudIpsp from './cloudipsp.js'\n\nexport default CloudIpsp\n`)
writeFileSync('dist/entry/cloudipsp.d.mts', `import CloudIpsp from './cloudipsp.js'\n\nexport default CloudIpsp\n`)
copyFileSync('../../LICENSE', 'LICENSE')
