// @vitest-environment jsdom
/** The unit tests that the guide on testing shows, run from its own text. */
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach } from 'vitest';
import { snippetWith } from '../docs/markdown.js';
import { writeFolder } from '../docs/samples/folder.js';
import { type Script, scriptOf } from '../docs/samples/modules.js';

// A busy machine may take longer than the second that is waited for a text.
configure({ asyncUtilTimeout: 20_000 });

const scripts: Script[] = [];

/** Takes a sample of the guide as a file. Where it is no test itself, a test of what it comes to follows it. */
function take(sample: ReturnType<typeof snippetWith>, test = ''): void {
  const script = scriptOf(sample);
  if (script) scripts.push({ ...script, code: `${script.code}\n${test}` });
}

take(snippetWith('docs/testing.md', "test('says why a card was declined'"));
take(snippetWith('docs/testing.md', "test('pays with iDEAL"));
take(snippetWith('docs/testing.md', 'vi.useFakeTimers()'));
take(
  snippetWith('docs/testing.md', "vi.mock('payframe'"),
  `import { loadPayframe } from 'payframe';
  import { expect, test } from 'vitest';
  test('the loader gives the double, and the rest of the package is as it was', async () => {
    document.body.innerHTML = '<div id="card"></div>';
    const payframe = await loadPayframe('pk_test_of_the_shop', { host: 'https://pay.example.com' });
    const card = payframe.elements().create('card');
    await new Promise((resolve) => card.on('ready', resolve).mount('#card'));
    expect(document.querySelectorAll('#card iframe').length).toBe(0);
    expect(document.querySelector('#card').innerHTML).toContain('Card number');
    card.destroy();
  });`,
);
take(
  snippetWith('docs/testing.md', 'promotionCodes: { SPRING: 20 }'),
  `import { expect, test } from 'vitest';
  test('the session has the total of its items, and takes the code', async () => {
    const { actions } = await checkout.loadActions();
    expect(actions.getSession().total.total.amount).toBe('€30.00');
    await actions.applyPromotionCode('SPRING');
    expect(actions.getSession().total.total.amount).toBe('€24.00');
  });`,
);

const folder = writeFolder(scripts);
afterEach(cleanup);
afterAll(() => folder.remove());

for (const { file } of scripts) await import(/* @vite-ignore */ `${folder.path}/${file}`);
