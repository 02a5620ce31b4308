import { defineConfig } from 'vite';
import { compressed } from './build/compressed.ts';
import { beginTogether, inOne } from './build/first-page.ts';

/** Builds the dashboard beside the server that serves it. Addresses are relative, so that it works below any base path. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [beginTogether(), compressed()],
  build: {
    outDir: '../dist/src/tell/server/page',
    emptyOutDir: true,
    target: 'es2022',
    // Pictures that are small become data addresses otherwise, which the box's security policy does not allow.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Packing takes longer than all else, once a build.
    rolldownOptions: { output: { codeSplitting: inOne }, checks: { bundlerTimings: false } },
  },
});
