// Builds a shop's page with Vite, as its developer sees it: in the mode in which React does every effect twice.
//   node test/bundle-shop.mjs FOLDER [react-18]
import { fileURLToPath } from 'node:url';

process.env.NODE_ENV = 'development';
const { build } = await import('vite');
const { default: vue } = await import('@vitejs/plugin-vue');

const [folder = '', react = 'react'] = process.argv.slice(2);
/** @param {string} name */
const installed = name => fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url));

await build({
  root: folder,
  configFile: false,
  logLevel: 'warn',
  mode: 'development',
  plugins: [vue()],
  resolve: { alias: { react: installed(react), 'react-dom': installed(react.replace('react', 'react-dom')), vue: installed('vue') } },
  build: { minify: false, modulePreload: false, rolldownOptions: { output: { entryFileNames: 'main.js' } } },
});
