/**
 * Writes `src/contract/method-facts-data.ts` from the definitions of the sandbox's payment methods. `npm run contract`; a
 * test fails when it is out of date.
 */
import { writeFileSync } from 'node:fs';
import type { Method } from '../sandbox/src/methods/method.js';
import { methods } from '../sandbox/src/methods/registry.js';
import type { MethodFacts } from '../src/contract/offered-methods.js';

const FACTS_FILE = 'src/contract/method-facts-data.ts';

const factsOf = ({
  type,
  name,
  flow,
  currencies,
  countries,
  amounts,
  required,
  capturesLater,
  savedAs,
}: Method): MethodFacts => ({
  type,
  name,
  flow,
  currencies,
  countries,
  amounts,
  required,
  capturesLater,
  savedAs,
});

/** Returns the facts of each type, in the order of the registry. */
export const methodFacts = (): MethodFacts[] => methods.all.map(factsOf);

/** Returns the module, before it is formatted. */
const factsModule = (): string => `import type { MethodFacts } from './offered-methods.js';

/** Every type of payment method, in the order of the sandbox's registry. Written by \`npm run contract\`. */
export const METHOD_FACTS: readonly MethodFacts[] = ${JSON.stringify(methodFacts())};
`;

if (import.meta.url === `file://${process.argv[1]}`) writeFileSync(FACTS_FILE, factsModule());
