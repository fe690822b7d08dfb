/** Files with a DOM share one, as they share a worker: each leaves an empty page to the next one. */
import { afterAll } from 'vitest';

afterAll(() => globalThis.document?.body.replaceChildren());
