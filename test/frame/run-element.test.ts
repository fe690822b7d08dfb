// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import en from '../../src/frame/language/locales/en.json' with { type: 'json' };
import { PROTOCOL } from '../../src/wire/index.js';
import { eventually } from '../eventually.js';
import { secretTest as secret } from '../keys/make-keys.js';
import { openElement, showDocument, type } from './element-page.js';

const number = ['4242', '4242', '4242', '4242'].join('');
const account = ['DE89', '3704', '0044', '0532', '0130', '00'].join('');

/** Of each Element: what a person types into it, and what the page hears of that. */
const CASES = {
  card: {
    input: 'number',
    keys: `${number}124012394110`,
    state: { brand: 'visa', value: { postalCode: '94110' } },
    error: 'incomplete_number',
  },
  cardNumber: { input: 'number', keys: number, state: { brand: 'visa' }, error: 'missing_element' },
  cardExpiry: { input: 'expiry', keys: '1240', state: {}, error: 'missing_element' },
  cardCvc: { input: 'cvc', keys: '123', state: {}, error: 'missing_element' },
  postalCode: {
    input: 'postal-code',
    keys: '94110',
    state: { value: { postalCode: '94110' } },
    error: 'missing_element',
  },
  iban: {
    input: 'number',
    keys: account,
    state: { country: 'DE', bankName: 'Commerzbank' },
    error: 'incomplete_iban',
  },
};
type ElementType = keyof typeof CASES;
const TYPES = Object.keys(CASES) as ElementType[];

let page: ReturnType<typeof openElement>;
const fetched = vi.fn<(path: string, init: RequestInit) => Promise<Response>>();

beforeEach(() => {
  vi.stubGlobal('fetch', fetched);
  fetched.mockReset();
  // jsdom lays nothing out, and has no style sheets that a script makes.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
    },
  );
  vi.stubGlobal('CSSStyleSheet', class {});
  vi.stubGlobal('parent', { 0: self, length: 1 });
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
});
afterEach(() => {
  page.close();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

const input = (element: ElementType) => document.getElementById(CASES[element].input) as HTMLInputElement;
const shownError = () => document.getElementById('error')?.textContent;

async function open(element: ElementType, options = {}) {
  showDocument(element);
  page = openElement(element, { options });
  await page.ready();
}

async function typeInto(element: ElementType, keys: string = CASES[element].keys) {
  input(element).focus();
  type(keys);
  await page.settle();
}

describe.each(TYPES)('%s', (element) => {
  const { keys, state, error } = CASES[element];

  test('is ready, and says nothing of a field that nobody has typed into', async () => {
    await open(element);
    await page.settle();
    expect(page.of('ready')).toEqual([{ type: 'ready', protocol: PROTOCOL, height: 0, focused: true }]);
    expect(page.of('change')).toEqual([]);
  });

  test('tells how it stands, and never what was typed', async () => {
    await open(element);
    await typeInto(element);
    expect(page.state()).toStrictEqual({ empty: false, complete: true, error: undefined, ...state });
    const told = JSON.stringify(page.heard.map((message) => ({ ...message, height: 0 })));
    expect(told).not.toContain(number.slice(4));
    expect(told).not.toContain(account.slice(4));
    if (element === 'cardExpiry' || element === 'cardCvc') expect(told).not.toContain(keys);
  });

  test('tells what was typed before the page could listen, once it can', async () => {
    showDocument(element);
    input(element).value = keys.slice(0, 3);
    page = openElement(element);
    await page.ready();
    await page.settle();
    expect(page.of('change')).toHaveLength(1);
    expect(page.state()).toMatchObject({ empty: false });
  });

  test('is emptied by the page, and when its document is left', async () => {
    await open(element);
    for (const empty of [() => page.send({ type: 'clear' }), () => dispatchEvent(new Event('pagehide'))]) {
      await typeInto(element);
      expect(page.state()).toMatchObject({ empty: false });
      empty();
      await page.settle();
      expect(page.state()).toMatchObject({ empty: true });
      expect([...document.querySelectorAll('input')].map(({ value }) => value).join('')).toBe('');
    }
  });

  test('takes the focus from the page, gives it back, and tells of both', async () => {
    await open(element);
    page.send({ type: 'focus' });
    await page.settle();
    expect(document.activeElement).toBe(input(element));
    page.send({ type: 'blur' });
    await page.settle();
    // A document also takes the focus that it is given with its first animation frame, unless the page took it back.
    await new Promise(requestAnimationFrame);
    expect(document.activeElement).toBe(document.body);
    expect(page.heard.filter(({ type }) => type === 'focus' || type === 'blur')).toEqual([
      { type: 'focus' },
      { type: 'blur' },
    ]);
  });

  test('gives a click beside its inputs to the first of them', async () => {
    await open(element);
    document.getElementById('card')?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
    expect(document.activeElement).toBe(input(element));
  });

  test('leaves its document as it is at a call that changes nothing in it', async () => {
    await open(element);
    await typeInto(element);
    await page.call('validate');
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    observer.observe(document.body, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
    await page.call('validate');
    await page.settle();
    observer.disconnect();
    expect(changes.map(({ target, attributeName }) => [target.nodeName, attributeName])).toEqual([]);
  });

  test('takes the options of an update, and keeps what was typed', async () => {
    await open(element);
    await typeInto(element, keys.slice(0, 3));
    const { value } = input(element);
    page.send({ type: 'update', options: { disabled: true } });
    await page.settle();
    expect(input(element)).toMatchObject({ disabled: true, value });
    page.send({ type: 'update', options: {} });
    await page.settle();
    expect(input(element)).toMatchObject({ disabled: false, value });
  });

  test('tells of the keys that mean something to the page', async () => {
    await open(element);
    for (const key of ['Escape', 'Enter', 'a'])
      input(element).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    await page.settle();
    expect(page.heard.slice(-3)).toMatchObject([
      { type: 'event', name: 'escape', details: {} },
      { type: 'submit' },
      { type: 'pong' },
    ]);
  });

  test('is prepared once it could answer a call, without a word to the API or to the person', async () => {
    await open(element);
    expect(await page.call('prepare')).toMatchObject({ value: {} });
    expect(shownError()).toBe('');
    expect(page.of('change')).toEqual([]);
    expect(fetched).not.toHaveBeenCalled();
  });

  test('says what is missing, to the person and to the page, and asks the API for nothing', async () => {
    await open(element);
    expect(await page.call('validate')).toMatchObject({ error: { code: error } });
    const shown = page.state()?.error;
    expect(shown?.code).toBe(error === 'missing_element' ? undefined : error);
    expect(shownError()).toBe(shown?.message ?? '');
    expect(fetched).not.toHaveBeenCalled();
  });
});

const json = (value: unknown) => new Response(JSON.stringify(value));
const sent = () => {
  const [path, { body }] = fetched.mock.calls[0] as [string, RequestInit];
  return { path, body: Object.fromEntries(body as URLSearchParams) };
};

test.each([
  ['card', 'card[number]', number],
  ['iban', 'sepa_debit[iban]', account],
] as const)(
  '%s sends what was typed to the API, and nothing of it to the page',
  async (element, name, typed) => {
    await open(element);
    await typeInto(element);
    fetched.mockImplementation(async () => json({ id: 'pm_1', object: 'payment_method' }));
    expect(await page.call('createPaymentMethod')).toMatchObject({ value: { id: 'pm_1' } });
    expect(sent()).toMatchObject({ path: '/v1/payment_methods', body: { [name]: typed } });
    expect(JSON.stringify(page.heard)).not.toContain(typed.slice(4));
  },
);

test.each(TYPES)('%s does not do what its page cannot ask of it', async (element) => {
  await open(element);
  await typeInto(element);
  const { error } = (await page.call('authenticate')) as { error?: { code?: string } };
  expect(error?.code).toBe(
    CASES[element].error === 'missing_element' ? 'missing_element' : 'method_not_available',
  );
  expect(fetched).not.toHaveBeenCalled();
});

test('a security code of its own is sent by its own Element', async () => {
  await open('cardCvc');
  expect(await page.call('createCvcToken')).toMatchObject({ error: { code: 'incomplete_cvc' } });
  await typeInto('cardCvc');
  fetched.mockImplementation(async () => json({ id: 'cvctok_1', object: 'token' }));
  expect(await page.call('createCvcToken')).toMatchObject({ value: { id: 'cvctok_1' } });
  expect(sent()).toMatchObject({ path: '/v1/tokens', body: { 'cvc_update[cvc]': '123' } });
});

test('a page with a secret key is refused', async () => {
  showDocument('card');
  page = openElement('card', { key: secret });
  await eventually(() => expect(page.of('refused')).toHaveLength(1));
  expect(JSON.stringify(page.heard)).not.toContain(secret);
});

test('an IBAN speaks the language of the page, its name included, and English again', async () => {
  fetched.mockImplementation(async (path) =>
    json(path.endsWith('/de.json') ? { label_iban: 'Kontonummer', title_iban: 'Eingabe der IBAN' } : en),
  );
  await open('iban', { locale: 'de' });
  await eventually(() => expect(page.of('title')).toEqual([{ type: 'title', title: 'Eingabe der IBAN' }]));
  expect(input('iban').labels?.[0]?.textContent).toBe('Kontonummer');
  page.send({ type: 'update', options: { locale: 'en-GB' } });
  await eventually(() => expect(page.of('title').at(-1)).toEqual({ type: 'title', title: en.title_iban }));
  expect(input('iban').labels?.[0]?.textContent).toBe('IBAN');
});
