import { expect, test } from 'vitest';

test('the custom elements can be imported on a server, where there are none', async () => {
  expect(globalThis).not.toHaveProperty('HTMLElement');
  expect(globalThis).not.toHaveProperty('customElements');
  await expect(import('../../src/element/index.js')).resolves.toBeTypeOf('object');
});
