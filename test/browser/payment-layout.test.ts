import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { shares, THOROUGH } from '../thorough.js';
import { findings } from './axe.js';
import { type Checkouts, startCheckouts } from './checkout.js';
import { focusOn, gotFocus } from './focus.js';
import { CARD_ONLY, type FormOptions, newIntent, openForm, type PaymentForm } from './payment-form.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

const EUR = { mode: 'payment', amount: 1099, currency: 'eur' } as const;
const allow = (...types: string[]) => ({ ...EUR, allowedPaymentMethodTypes: types });
const THREE = allow('card', 'sepa_debit', 'ideal');
const PHONE = { viewport: { width: 360, height: 900 } };
const open = { type: 'accordion', defaultCollapsed: false } as const;

/** Runs in the shop's page before its scripts: notes what moves in it from now on. */
function watchShifts(): void {
  const shifts: number[] = [];
  Object.assign(window, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Opens a checkout in whose page there is room for the form from the start, and text below it. */
async function openPage(options: FormOptions): Promise<PaymentForm> {
  const form = await openForm(shop, {
    context: { viewport: { width: 640, height: 900 } },
    // As high as the page's own layout leaves for it: what the page inserts by itself is no movement.
    head: '<style>#payment { display: flow-root; min-height: 300px }</style>',
    body: '<form id="checkout"><div id="payment"></div><button id="pay">Pay</button><p>Below</p></form>',
    before: watchShifts,
    ...options,
  });
  await form.form.locator('#card.loaded').waitFor();
  return form;
}

/** Returns what has moved in the page so far, once all that was painted is measured. */
const shifts = ({ page }: PaymentForm) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    return (window as unknown as { shifts: number[] }).shifts;
  });

describe('nothing in the page moves while the form loads, with', () => {
  const forms: [name: string, options: FormOptions][] = [
    ['a card alone', { group: allow('card') }],
    [
      'a card alone, in a country without a postal code',
      { group: allow('card'), context: { ...PHONE, locale: 'de-DE' } },
    ],
    ['three methods in an accordion', { group: THREE }],
    ['all methods in an accordion', { group: EUR }],
    ['all methods in an accordion of a phone', { group: EUR, context: PHONE }],
    ['three methods as tabs', { group: THREE, element: { layout: 'tabs' } }],
    ['all methods as tabs', { group: EUR, element: { layout: 'tabs' } }],
    ['all methods as tabs of a phone', { group: EUR, element: { layout: 'tabs' }, context: PHONE }],
    ['few methods in the layout `auto`', { group: THREE, element: { layout: 'auto' } }],
    ['types that the page lists', { group: { ...EUR, paymentMethodTypes: ['card', 'sepa_debit'] } as never }],
    ['a dark theme', { group: { ...EUR, appearance: { theme: 'night' } } }],
    [
      'a dark theme and tabs',
      { group: { ...EUR, appearance: { theme: 'night' } }, element: { layout: 'tabs' } },
    ],
    ['no skeleton', { group: { ...EUR, loader: 'never' } }],
  ];
  for (const [rows, options] of shares(forms, 7))
    test.for(rows)('%s', options, async ([, given]) => {
      const form = await openPage(given);
      expect(await shifts(form)).toEqual([]);
    });

  test('an intent of the server, on the first visit and on the next', async () => {
    const form = await openPage({ group: { clientSecret: await newIntent(shop) } });
    expect(await shifts(form)).toEqual([]);
    await form.page.reload();
    const group = { clientSecret: await newIntent(shop, CARD_ONLY) };
    expect(await shifts(await openPage({ group }))).toEqual([]);
  });

  test('the observer sees a form that needs more room than its place', async () => {
    const form = await openPage({ group: EUR, element: { layout: open } });
    expect(await shifts(form)).not.toEqual([]);
  });
});

describe('the rows', () => {
  test('are closed at first where there are several, and open by a click, which goes on to the field', async () => {
    const form = await openPage({ group: THREE });
    expect(await form.form.getByRole('radio', { checked: true }).count()).toBe(0);
    await form.row('Card').click();
    await expect.poll(() => form.row('Card').isChecked()).toBe(true);
    await expect.poll(() => focused(form)).toBe('card-number');
  });

  test('are gone through by the arrow keys, which keep the focus on the rows, where it is drawn once around the row, in its shape', async () => {
    const form = await openPage({ group: THREE });
    await focusOn(form.row('Card'));
    for (const name of ['SEPA Direct Debit', 'iDEAL | Wero', 'Card', 'SEPA Direct Debit']) {
      await form.page.keyboard.press('ArrowDown');
      await expect.poll(() => form.row(name).isChecked(), { message: name }).toBe(true);
      await form.form.locator('.selected .panel > *').first().waitFor();
      await gotFocus(form.row(name));
    }
    await form.page.keyboard.press('ArrowDown');
    const last = form.row('iDEAL | Wero');
    await gotFocus(last);
    expect(await last.isChecked()).toBe(true);
    const styleOf = (locator: typeof last) =>
      locator.evaluate((node) => {
        const { boxShadow, borderEndEndRadius } = getComputedStyle(node);
        return { ring: boxShadow !== 'none', round: parseFloat(borderEndEndRadius) > 0 };
      });
    await expect.poll(() => styleOf(last)).toMatchObject({ ring: false });
    expect(await styleOf(form.form.locator('.item.selected > .row'))).toEqual({ ring: true, round: true });
  });

  test('are five and a button that shows the others, and what it has shown stays', async () => {
    const form = await openPage({ group: EUR });
    const rows = form.form.locator('.item:visible');
    expect(await rows.count()).toBe(5);
    await form.form.getByRole('button', { name: 'More' }).press('Enter');
    await expect.poll(() => rows.count()).toBeGreaterThan(6);
    const all = await rows.count();
    await gotFocus(rows.nth(5).getByRole('radio'));
    await form.page.evaluate(() => window.elements.update({ locale: 'de' }));
    await form.row('Karte').waitFor();
    expect(await rows.count()).toBe(all);
  });

  const counts: [wish: object, count: number][] = [
    [{ visibleAccordionItemsCount: 2 }, 2],
    [{ visibleAccordionItemsCount: 0 }, 10],
  ];
  for (const [rows, options] of shares(counts, 2))
    test.for(rows)('are as many as %j says', options, async ([wish, count]) => {
      const form = await openPage({ group: EUR, element: { layout: { type: 'accordion', ...wish } } });
      const rows = await form.form.locator('.item:visible').count();
      if (count > 5) expect(rows).toBeGreaterThan(5);
      else expect(rows).toBe(count);
    });

  const radioButtons: [radios: string, count: number][] = [
    ['always', 3],
    ['never', 0],
    ['if_multiple', 3],
    ['auto', 3],
  ];
  for (const [rows, options] of shares(radioButtons, 4))
    test.for(rows)('show radio buttons by %s', options, async ([radios, count]) => {
      const form = await openPage({
        group: THREE,
        element: { layout: { type: 'accordion', radios: radios as 'auto' } },
      });
      const wide = await form.form
        .getByRole('radio')
        .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().width > 1).length);
      expect(wide).toBe(count);
      expect(await form.form.getByRole('radio').count()).toBe(3);
    });
});

const focused = (form: PaymentForm) => form.frame().evaluate(() => document.activeElement?.id);

describe('the tabs', () => {
  const tabs = { layout: 'tabs' } as const;

  for (const [rows, options] of shares([360, 640, 1000], 3))
    test.for(rows)(
      'are in one line that fits at %i px, and the rest is in a list',
      options,
      async (width) => {
        const form = await openPage({
          group: EUR,
          element: tabs,
          context: { viewport: { width, height: 900 } },
        });
        const boxes = await form.form
          .locator('.tab')
          .evaluateAll((all) =>
            all.map((one) => one.getBoundingClientRect()).map(({ top, right }) => ({ top, right })),
          );
        const inner = await form.frame().evaluate(() => innerWidth);
        expect(new Set(boxes.map(({ top }) => top)).size).toBe(1);
        for (const { right } of boxes) expect(right).toBeLessThanOrEqual(inner);
        const others = form.form.getByRole('combobox', { name: /^More/ });
        const listed = await others.locator('option').count();
        const told = (await form.event('availablepaymentmethodschange')) as { paymentMethods?: object };
        expect(boxes.length - 1 + listed - 1).toBe(Object.keys(told.paymentMethods ?? {}).length);
      },
    );

  test('open a method of the list by keys alone, without a fault that axe finds, and a tab again', async () => {
    const form = await openPage({ group: EUR, element: tabs, context: PHONE });
    await focusOn(form.form.getByRole('tab', { name: 'Card' }));
    await form.page.keyboard.press('Tab');
    await expect.poll(() => focused(form)).toBe('tab-others');
    await form.page.keyboard.press('ArrowDown');
    expect(await focused(form)).toBe('tab-others');
    const panel = form.form.getByRole('group', { name: 'iDEAL | Wero' });
    await panel.getByText(/redirected/).waitFor();
    await expect.poll(() => form.form.getByRole('tab', { selected: true }).count()).toBe(0);
    const ofPages = /^(?:landmark-one-main|page-has-heading-one|region):/;
    expect((await findings(form.frame())).filter((found) => !ofPages.test(found))).toEqual([]);
    await form.form.getByRole('tab', { name: 'Card' }).press('Enter');
    await expect.poll(() => form.form.getByRole('combobox', { name: /^More/ }).inputValue()).toBe('');
    await form.text('Card number').waitFor();
  });

  test('are as many as there is room for when the width changes, and what was typed stays', async () => {
    const form = await openPage({ group: EUR, element: tabs, context: PHONE });
    await form.typeCard();
    expect(await form.form.getByRole('tab').count()).toBe(2);
    await form.page.setViewportSize({ width: 640, height: 900 });
    await expect.poll(() => form.form.getByRole('tab').count()).toBe(4);
    expect(await form.text('Card number').inputValue()).toBe('4242 4242 4242 4242');
  });
});

describe('a rule of the page for a row', THOROUGH, () => {
  test.for([
    ['color', { color: 'transparent' }, {}],
    ['backgroundColor', { backgroundColor: '#2a2b37' }, { theme: 'none' }],
  ] as const)('whose %s would hide what is typed in it is left out [Y7]', async ([name, rule, look]) => {
    const appearance = { ...look, rules: { '.AccordionItem': rule, '.Tab': rule } };
    const form = await openForm(shop, { group: { ...THREE, appearance }, element: { layout: open } });
    await expect.poll(() => form.console.join('\n')).toContain(`appearance.rules['.AccordionItem'].${name}`);
    expect(form.console.join('\n')).not.toContain("['.Tab']");
  });
});
