/** @module-tag thorough */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Checkout, type Checkouts, cards, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { gotFocus } from './focus.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

type Field = 'number' | 'expiry' | 'cvc' | 'postalCode';

describe('pasting', () => {
  const pasted: [Field, string, string][] = [
    ['number', '4242-4242-4242-4242', '4242 4242 4242 4242'],
    ['number', ' 4242 4242\t4242.4242 ', '4242 4242 4242 4242'],
    ['number', '４２４２４２４２４２４２４２４２', '4242 4242 4242 4242'],
    ['number', '٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢', '4242 4242 4242 4242'],
    ['expiry', '01/2040', '01 / 40'],
    ['expiry', '2040-01', '01 / 40'],
    ['expiry', '1/40', '01 / 40'],
    ['expiry', '٠١/٤٠', '01 / 40'],
    ['cvc', ' 123 ', '123'],
    ['postalCode', 'SW1A 1AA', 'SW1A 1AA'],
  ];

  test.for(pasted)('into %s: %s', async ([field, text, shown]) => {
    const checkout = await shop.open();
    await copy(checkout, text);
    await clickInto(checkout[field]);
    await checkout.page.keyboard.press('Control+v');
    expect(await checkout[field].inputValue()).toBe(shown);
  });

  test('a whole number takes the place of what stands there, and the caret goes on', async () => {
    const checkout = await shop.open();
    await copy(checkout, cards.visa);
    await clickInto(checkout.number);
    await checkout.page.keyboard.type('5555');
    await checkout.page.keyboard.press('Control+v');
    await checkout.page.keyboard.type('1240');
    expect(await checkout.number.inputValue()).toBe('4242 4242 4242 4242');
    expect(await checkout.expiry.inputValue()).toBe('12 / 40');
  });

  test('a megabyte stops nobody [P1]', async () => {
    const checkout = await shop.open();
    await copy(checkout, 'a1'.repeat(500_000));
    await clickInto(checkout.number);
    const before = await secondsOfWork(checkout);
    await checkout.page.keyboard.press('Control+v');
    expect((await checkout.number.inputValue()).length).toBeLessThan(30);
    expect((await secondsOfWork(checkout)) - before).toBeLessThan(1);
  });
});

describe('typing in the middle', () => {
  test('keeps the caret at the digit', async () => {
    const { page, number } = await shop.open();
    await clickInto(number);
    await page.keyboard.type('42424242');
    await place(number, 2);
    await page.keyboard.type('99');
    expect(await shown(number)).toBe('4299 |4242 42');
    await page.keyboard.press('Backspace');
    expect(await shown(number)).toBe('429|4 2424 2');
    await page.keyboard.press('Delete');
    expect(await shown(number)).toBe('429|2 4242');
  });

  test('deletes a digit, never only the space', async () => {
    const { page, number } = await shop.open();
    await clickInto(number);
    await page.keyboard.type('42425');
    expect(await shown(number)).toBe('4242 5|');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Backspace');
    expect(await shown(number)).toBe('424|5');
    await page.keyboard.type('2');
    await page.keyboard.press('Delete');
    expect(await shown(number)).toBe('4242|');
  });

  test('groups anew where another brand comes out, as American Express does', async () => {
    const { page, number } = await shop.open();
    await clickInto(number);
    await page.keyboard.type('41234567');
    await place(number, 1);
    await page.keyboard.press('Backspace');
    await page.keyboard.type('37');
    expect(await shown(number)).toBe('37|12 34567');
  });

  test('replaces what is selected', async () => {
    const { page, number } = await shop.open();
    await clickInto(number);
    await page.keyboard.type('42424242');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('5');
    expect(await shown(number)).toBe('5|');
  });

  test('deletes a group with Ctrl+Backspace', async () => {
    const { page, number } = await shop.open();
    await clickInto(number);
    await page.keyboard.type('42421');
    await page.keyboard.press('Control+Backspace');
    expect(await number.inputValue()).toBe('4242');
  });

  test('cuts what is selected and nothing else', async () => {
    const { page, number } = await shop.open();
    await clickInto(number);
    await page.keyboard.type('42425678');
    await page.keyboard.press('Home');
    for (let key = 0; key < 4; key++) await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Control+x');
    expect(await shown(number)).toBe('|5678');
    await page.keyboard.press('End');
    await page.keyboard.press('Control+v');
    expect(await shown(number)).toBe('5678 4242|');
  });
});

describe('undo and redo', () => {
  test('go back to the empty field and forward again, through what was there', async () => {
    const { page, number } = await shop.open();
    await clickInto(number);
    const typed: string[] = [''];
    for (const digit of '4242424') {
      await page.keyboard.type(digit);
      typed.push(await number.inputValue());
    }
    const back = await walk(number, 'Control+z', '');
    expect(back.at(-1)).toBe('');
    for (const value of back) expect(typed).toContain(value);
    const forth = await walk(number, 'Control+Shift+z', '4242 424');
    expect(forth.at(-1)).toBe('4242 424');
    for (const value of forth) expect(typed).toContain(value);
  });

  test('bring back what was deleted, pasted over and typed in the middle', async () => {
    const checkout = await shop.open();
    const { page, number } = checkout;
    await copy(checkout, cards.visa);
    await clickInto(number);
    await page.keyboard.type('5555');
    await page.keyboard.press('Control+v');
    await clickInto(number);
    await place(number, 9);
    await page.keyboard.press('Backspace');
    expect(await number.inputValue()).toBe('4242 4244 2424 242');
    const back = await walk(number, 'Control+z', '');
    expect(back).toContain('4242 4242 4242 4242');
    expect(back).toContain('5555');
    const forth = await walk(number, 'Control+Shift+z', '4242 4244 2424 242');
    expect(forth).toContain('4242 4242 4242 4242');
  });

  test('in one field leave the others', async () => {
    const { page, number, expiry } = await shop.open();
    await clickInto(number);
    await page.keyboard.type(`${cards.visa}1240`);
    await clickInto(expiry);
    await walk(expiry, 'Control+z', '');
    expect(await number.inputValue()).toBe('4242 4242 4242 4242');
    await walk(expiry, 'Control+Shift+z', '12 / 40');
    expect(await number.inputValue()).toBe('4242 4242 4242 4242');
  });

  test('tell the page', async () => {
    const checkout = await shop.open();
    await clickInto(checkout.number);
    await checkout.page.keyboard.type('42');
    await checkout.change({ brand: 'visa' });
    await walk(checkout.number, 'Control+z', '');
    await checkout.change({ empty: true, brand: 'unknown' });
  });
});

describe('other ways to enter text', () => {
  test('an input method that composes', async () => {
    const checkout = await shop.open();
    await clickInto(checkout.number);
    const session = await checkout.page.context().newCDPSession(checkout.frame());
    for (const text of ['４', '４２', '４２４', '４２４２']) {
      await session.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    }
    expect(await checkout.number.inputValue()).toBe('４２４２');
    await session.send('Input.insertText', { text: '４２４２' });
    expect(await checkout.number.inputValue()).toBe('4242');
    await checkout.page.keyboard.type('5');
    expect(await shown(checkout.number)).toBe('4242 5|');
    await checkout.change({ brand: 'visa' });
  });

  test('an Android keyboard, which composes every word [P5]', async () => {
    const checkout = await shop.open();
    await clickInto(checkout.number);
    const session = await checkout.page.context().newCDPSession(checkout.frame());
    for (const digit of cards.visa) {
      await session.send('Input.imeSetComposition', { text: digit, selectionStart: 1, selectionEnd: 1 });
      await session.send('Input.insertText', { text: digit });
    }
    expect(await checkout.number.inputValue()).toBe('4242 4242 4242 4242');
    await gotFocus(checkout.expiry);
  });

  test('text inserted at once, as dictation does', async () => {
    const checkout = await shop.open();
    await clickInto(checkout.number);
    await checkout.page.keyboard.insertText(cards.amex);
    expect(await checkout.number.inputValue()).toBe('3782 822463 10005');
  });

  test('autofill, which sets values and tells by an event [P5]', async () => {
    const checkout = await shop.open();
    const filled = { number: cards.visa, expiry: '12/2040', cvc: '123', postalCode: '94110' };
    for (const [field, text] of Object.entries(filled)) {
      await checkout[field as Field].evaluate((input, value) => {
        (input as HTMLInputElement).value = value;
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }, text);
    }
    await checkout.change({ complete: true, brand: 'visa' });
    expect(await checkout.number.inputValue()).toBe('4242 4242 4242 4242');
    expect(await checkout.expiry.inputValue()).toBe('12 / 40');
    expect((await checkout.pay()).paymentMethod?.card).toMatchObject({ last4: '4242', exp_year: 2040 });
  });

  test('an extension that sets values and tells nobody: what is sent is what stands there [P5]', async () => {
    const checkout = await shop.open({ card: { hidePostalCode: true } });
    const filled = { number: cards.mastercard, expiry: '12 / 40', cvc: '123' };
    for (const [field, text] of Object.entries(filled)) {
      await checkout[field as Field].evaluate((input, value) => {
        (input as HTMLInputElement).value = value;
      }, text);
    }
    expect((await checkout.pay()).paymentMethod?.card).toMatchObject({ brand: 'mastercard', last4: '4444' });
  });

  test('text that is dropped [P5]', async () => {
    const checkout = await shop.open();
    const { x, y, width, height } = (await checkout.number.boundingBox()) ?? {
      x: 0,
      y: 0,
      width: 0,
      height: 0,
    };
    const session = await checkout.page.context().newCDPSession(checkout.page);
    const data = { items: [{ mimeType: 'text/plain', data: '4242-4242' }], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + height / 2, data });
    }
    await expect.poll(() => checkout.number.inputValue()).toBe('4242 4242');
  });
});

/** Copies a text as a person does: from a field of the page. */
async function copy({ page }: Checkout, text: string): Promise<void> {
  await page.getByLabel('Name').fill(text);
  await page.getByLabel('Name').press('Control+a');
  await page.keyboard.press('Control+x');
}

const place = (input: Checkout['number'], caret: number) =>
  input.evaluate((node, at) => (node as HTMLInputElement).setSelectionRange(at, at), caret);

/** The text of a field with the caret in it. */
const shown = (input: Checkout['number']) =>
  input.evaluate((node) => {
    const { value, selectionStart } = node as HTMLInputElement;
    return `${value.slice(0, selectionStart ?? 0)}|${value.slice(selectionStart ?? 0)}`;
  });

/** Presses a key until the field shows the text, and at most thirty times; returns all that it showed. */
async function walk(input: Checkout['number'], key: string, until: string): Promise<string[]> {
  const values: string[] = [];
  for (let presses = 0; presses < 30; presses++) {
    await input.page().keyboard.press(key);
    values.push(await input.inputValue());
    if (values.at(-1) === until) break;
  }
  return values;
}

/** How long the frame's main thread has worked so far, in seconds; what else the machine does is not counted. */
async function secondsOfWork(checkout: Checkout): Promise<number> {
  const session = await checkout.page.context().newCDPSession(checkout.frame());
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const work = metrics.find(({ name }) => name === 'ThreadTime');
  if (!work) throw new Error('Chromium does not say how long the thread has worked.');
  return work.value;
}
