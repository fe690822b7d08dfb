/** How many cases each property is tried with, and which: by default, as in `npm test`, the same few each time. */
import fc from 'fast-check';

const { FUZZ_RUNS = '500', FUZZ_SEED = '1' } = process.env;

fc.configureGlobal({ numRuns: Number(FUZZ_RUNS), seed: Number(FUZZ_SEED) });
