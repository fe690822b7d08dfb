/** The browser's own autofill in an Address Element. */
import type { Frame } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openAddress } from './address-form.js';
import { type Checkouts, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

const MADE_UP = {
  name: 'Jenny Rosen',
  phone: '+14165550100',
  address: {
    line1: '12 King Street West',
    line2: null,
    city: 'Toronto',
    state: 'ON',
    postal_code: 'M5H 1A1',
    country: 'CA',
  },
};

/** An Element in the United States, whose states are there. */
async function open() {
  const opened = await openAddress(shop, {
    mode: 'shipping',
    defaultValues: { address: { country: 'US' } },
    fields: { phone: 'always' },
  });
  await opened.select('State').waitFor();
  const frame = opened.page.frames().find((one) => one.url().endsWith('/address.html')) as Frame;
  return { ...opened, frame };
}

/** No `change` may say that an address is complete while it lacks a part. */
async function expectNoGap(told: Awaited<ReturnType<typeof open>>['told']) {
  for (const { complete, value } of await told('change'))
    if (complete) expect((value as typeof MADE_UP).address).toMatchObject({ state: 'ON', city: 'Toronto' });
}

test('values that arrive all at once, another country among them, are kept and complete once the state is there', async () => {
  const { frame, form, state, told, select } = await open();
  await frame.evaluate(
    (values) => {
      for (const [token, value] of values) {
        const field = document.querySelector<HTMLInputElement>(`[autocomplete="shipping ${token}"]`);
        if (!field) throw new Error(`No field for ${token}.`);
        field.value = `${value}`;
        for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
      }
    },
    [
      ['name', MADE_UP.name],
      ['address-line1', MADE_UP.address.line1],
      ['address-level2', MADE_UP.address.city],
      ['postal-code', MADE_UP.address.postal_code],
      ['tel', MADE_UP.phone],
      ['country', MADE_UP.address.country],
    ],
  );
  await select('Province').selectOption('ON');
  await expect.poll(state).toMatchObject({ complete: true, value: MADE_UP });
  expect(await form.locator('[aria-invalid="true"]').count()).toBe(0);
  await expectNoGap(told);
});

/** Values of an address of the browser's, by the names that Chromium has for their kinds. */
const FIELDS = [
  ['NAME_FULL', MADE_UP.name],
  ['ADDRESS_HOME_LINE1', MADE_UP.address.line1],
  ['ADDRESS_HOME_STREET_ADDRESS', MADE_UP.address.line1],
  ['ADDRESS_HOME_CITY', MADE_UP.address.city],
  ['ADDRESS_HOME_STATE', MADE_UP.address.state],
  ['ADDRESS_HOME_ZIP', MADE_UP.address.postal_code],
  ['ADDRESS_HOME_COUNTRY', MADE_UP.address.country],
  ['PHONE_HOME_WHOLE_NUMBER', MADE_UP.phone],
].map(([name, value]) => ({ name, value }));

/** Sends a command that Playwright has no types for. */
// biome-ignore lint/suspicious/noExplicitAny: Its answers are only read here.
type Send = (method: string, params?: object) => Promise<any>;

test('the browser fills in the whole address at one choice of the person, in a Chromium that has autofill', async ({
  skip,
}) => {
  const { page, frame, text, state, told } = await open();
  const context = page.context();
  // A frame of another origin has a session of its own, unless the browser keeps all in one process.
  const session = await context.newCDPSession(frame).catch(() => context.newCDPSession(page));
  const send = session.send.bind(session) as unknown as Send;
  const hasAutofill = await send('Autofill.enable').then(
    () => true,
    () => false,
  );
  if (!hasAutofill) skip('This Chromium is built without autofill. CHROMIUM_PATH can name another one.');
  await clickInto(text('Full name'));
  const { result } = await send('Runtime.evaluate', {
    expression: `document.querySelector('[autocomplete="shipping name"]')`,
  });
  const { node } = await send('DOM.describeNode', { objectId: result.objectId });
  const { frameTree } = await send('Page.getFrameTree');
  const choice = { fieldId: node.backendNodeId, frameId: frameTree.frame.id, address: { fields: FIELDS } };
  const choose = () =>
    send('Autofill.trigger', choice).then(
      () => true,
      () => false,
    );
  // The browser knows a form a moment after it is there.
  await expect.poll(choose).toBe(true);
  await expect
    .poll(state)
    .toMatchObject({ complete: true, value: { name: MADE_UP.name, address: MADE_UP.address } });
  await expectNoGap(told);
});
