import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { isFrameMessage, isInit, isPageMessage } from '../../src/wire/index.js';
import { error, good, state } from './good-messages.js';

const guards = { init: isInit, page: isPageMessage, frame: isFrameMessage };
const cases = Object.entries(good).flatMap(([name, messages]) =>
  messages.map((message) => [name as keyof typeof guards, JSON.stringify(message), message] as const),
);

/** Whether a field may be left out. */
const optional = new Set([
  'leave',
  'challenge',
  'account',
  'apiVersion',
  'code',
  'param',
  'decline_code',
  'doc_url',
  'request_id',
  'charge',
  'payment_intent',
  'setup_intent',
  'payment_method',
  'addedByALaterVersion',
]);

/** Every field of a message, also of the objects in it, as the way to it. */
function fields(message: object, way: string[] = []): string[][] {
  return Object.entries(message).flatMap(([name, value]) => [
    [...way, name],
    ...(value !== null && typeof value === 'object' ? fields(value, [...way, name]) : []),
  ]);
}

function change(
  message: object,
  [name = '', ...rest]: string[],
  how: (holder: Record<string, unknown>, name: string) => void,
) {
  const copy = structuredClone(message) as Record<string, unknown>;
  let holder = copy;
  let last = name;
  for (const next of rest) {
    holder = holder[last] as Record<string, unknown>;
    last = next;
  }
  how(holder, last);
  return copy;
}

const freeForm = (way: string[]) =>
  ['options', 'params', 'value'].includes(way.at(-2) ?? '') || way.includes('style');

describe.each(cases)('%s message %s', (kind, _, message) => {
  const guard = guards[kind];
  const checked = fields(message).filter((way) => !freeForm(way) && !way.includes('addedByALaterVersion'));

  test('is taken, and by no other end of the wire unless it is the same there', () => {
    expect(guard(message)).toBe(true);
    for (const [other, otherGuard] of Object.entries(guards)) {
      const shared = other !== kind && ['focus', 'blur'].includes((message as { type: string }).type);
      if (other !== kind && !(shared && other !== 'init')) expect(otherGuard(message)).toBe(false);
    }
  });

  test('is refused where a field is missing', () => {
    for (const way of checked) {
      if (optional.has(way.at(-1) as string)) continue;
      // A `change` without an error is whole.
      if (way.join('.') === 'state.error') continue;
      expect(
        guard(change(message, way, (holder, name) => Reflect.deleteProperty(holder, name))),
        way.join('.'),
      ).toBe(false);
    }
  });

  test('is refused where a field is of another type', () => {
    const wrong: Record<string, unknown[]> = {
      string: [null, 5, [], {}, true],
      number: [null, '5', Number.NaN, Number.POSITIVE_INFINITY, [5], 5n],
      boolean: [null, 'true', 1],
      object: [null, 'x', [], new Map(), new Date(), 1],
      undefined: [null, 5, []],
    };
    for (const way of checked) {
      const right = way.reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], message);
      for (const junk of wrong[typeof right] ?? wrong.object ?? []) {
        const changed = change(message, way, (holder, name) => {
          holder[name] = junk;
        });
        expect(guard(changed), `${way.join('.')}: ${String(junk)}`).toBe(false);
      }
    }
  });

  test('is refused where a field is only inherited', () => {
    for (const way of checked) {
      if (optional.has(way.at(-1) as string) || way.join('.') === 'state.error') continue;
      const inherited = change(message, way, (holder, name) => {
        const value = holder[name];
        Reflect.deleteProperty(holder, name);
        Object.setPrototypeOf(holder, { [name]: value });
      });
      expect(guard(inherited), way.join('.')).toBe(false);
    }
  });
});

describe('a polluted Object.prototype', () => {
  const polluted = Object.prototype as Record<string, unknown>;
  const names = ['type', 'id', 'protocol', 'key', 'group', 'options', 'state', 'value', 'error', 'height'];
  const clean = () => {
    for (const name of names) Reflect.deleteProperty(polluted, name);
  };
  afterEach(clean);

  test('completes no message [M14]', () => {
    polluted.type = 'init';
    polluted.protocol = polluted.id = polluted.height = 1;
    polluted.key = polluted.group = '';
    polluted.options = polluted.value = polluted.state = {};
    polluted.error = error;
    const messages = [{}, { type: 'init' }, { type: 'result', id: 1 }, { type: 'change' }];
    const taken = Object.values(guards).flatMap((guard) => messages.map((message) => guard(message)));
    clean();
    expect(taken).not.toContain(true);
  });

  test('spoils no whole message', () => {
    polluted.error = 'not an error';
    polluted.id = 'not a number';
    expect(isFrameMessage({ type: 'change', state })).toBe(true);
    expect(isPageMessage({ type: 'focus' })).toBe(true);
  });
});

describe('junk', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a long text', 'a'.repeat(10_000_000)],
    ['a class instance that says its type', Object.assign(new (class Message {})(), { type: 'nothing' })],
    ['a typed array', new Float64Array(8)],
    ['__proto__ as an own name', JSON.parse('{"__proto__": {"type": "focus"}}')],
    ['constructor as a name', { constructor: { prototype: {} }, type: 'constructor' }],
    ['a name of Object.prototype as type', { type: 'toString' }],
    ['a list of messages', [{ type: 'focus' }]],
    ['a number too large', { type: 'ping', id: Number.POSITIVE_INFINITY }],
    ['a number as text', { type: 'ping', id: '1' }],
    ['an unknown method', { type: 'call', id: 1, method: 'charge', params: {}, agent: '' }],
    ['a method of Object.prototype', { type: 'call', id: 1, method: 'constructor', params: {}, agent: '' }],
  ])('is refused: %s', (_, value) => {
    for (const guard of Object.values(guards)) expect(guard(value)).toBe(false);
  });

  test('nested 10,000 deep, or in a circle, is looked at only as far as needed [M15]', () => {
    let deep: Record<string, unknown> = {};
    for (let depth = 0; depth < 10_000; depth++) deep = { deep };
    expect(isPageMessage({ type: 'update', options: deep })).toBe(true);
    const circle: Record<string, unknown> = { type: 'result', id: 1 };
    circle.value = circle;
    expect(isFrameMessage(circle)).toBe(true);
  });

  test('of any kind never throws, and is never a message [M15]', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withTypedArray: true,
      withNullPrototype: true,
    });
    fc.assert(
      fc.property(anything, (value) => {
        for (const guard of Object.values(guards)) expect(guard(value)).toBe(false);
      }),
    );
  });

  test('in a message of a known type never throws', () => {
    const types = fc.constantFrom(...cases.map(([, , message]) => (message as { type: string }).type));
    fc.assert(
      fc.property(
        types,
        fc.dictionary(fc.constantFrom('id', 'method', 'state', 'error', 'value'), fc.anything()),
        (type, rest) => {
          for (const guard of Object.values(guards)) expect(typeof guard({ ...rest, type })).toBe('boolean');
        },
      ),
    );
  });
});

describe('a list of options that were left out', () => {
  test.each([[[]], [['style.base.color: not allowed']]])('%j is taken', (options) => {
    expect(isFrameMessage({ type: 'dropped', options })).toBe(true);
  });

  test.each([undefined, null, 'style', { 0: 'style' }, [5], [null], ['style', {}], [['style']]])(
    '%j is refused',
    (options) => {
      expect(isFrameMessage({ type: 'dropped', options })).toBe(false);
    },
  );
});

describe('a file that the page fetched', () => {
  const url = 'https://shop.example/a.woff2';
  const bytes = new ArrayBuffer(8);

  test.each([{ url, bytes }, undefined])('%j is taken', (file) => {
    expect(isPageMessage({ type: 'fetched', url, file })).toBe(true);
  });

  test.each([
    null,
    {},
    { bytes },
    { url },
    { url: 5, bytes },
    { url, bytes: 'x' },
    { url, bytes: new Uint8Array(8) },
  ])('%j is refused', (file) => {
    expect(isPageMessage({ type: 'fetched', url, file })).toBe(false);
  });
});
