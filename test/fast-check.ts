import { createRequire } from 'node:module';

/**
 * fast-check for whoever imports it in a test (vitest.config.ts leads them here): all properties draw from one seed, so that what a run
 * says depends on the code alone. `ROOST_SEED=7` draws from another one, `ROOST_SEED=any` each time from a new one, which a property
 * that fails tells with what it drew.
 */
const fc = createRequire(import.meta.url)('fast-check') as typeof import('fast-check');

const { ROOST_SEED: seed = '1' } = process.env;
if (seed !== 'any' && !/^-?\d{1,9}$/.test(seed))
  throw new Error(`ROOST_SEED is ${JSON.stringify(seed)}: give a whole number of at most nine digits, or any`);
if (seed !== 'any') fc.configureGlobal({ seed: Number(seed) });

export default fc.default;
