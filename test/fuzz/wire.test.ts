// @vitest-environment jsdom
/** What a frame is sent by a page, and a page by a frame, that is somebody else's. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { servePage } from '../../src/frame/runtime/serve-page.js';
import { isFrameMessage, isInit, isPageMessage, type JsonObject, PROTOCOL } from '../../src/wire/index.js';
import { publishable } from '../keys/make-keys.js';
import { installFakes, removeFakes } from '../page/fake-frame.js';
import { makeShop } from '../page/shop.js';
import { good } from '../wire/good-messages.js';

const guards = { init: isInit, page: isPageMessage, frame: isFrameMessage };
type Kind = keyof typeof guards;

let deep: unknown = 'end';
for (let level = 0; level < 10_000; level++) deep = level % 2 ? [deep] : { deep };
const circle: Record<string, unknown> = {};
circle.circle = circle;

/** What structured clone lets through: numbers, texts and objects of every kind. */
const anything = fc.oneof(
  fc.constantFrom<unknown[]>(
    undefined,
    null,
    '',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
    2 ** 53,
    10n,
    deep,
    circle,
    [],
    {},
    new Date(Number.NaN),
    new Map([['type', 'focus']]),
    new Uint8Array(8),
    new ArrayBuffer(8),
    /x/,
    new Error('x'),
    'x'.repeat(1_000_000),
    JSON.parse('{"__proto__": {"type": "focus", "id": 1}}'),
    { constructor: { prototype: {} } },
    { toString: null, valueOf: null },
  ),
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withNullPrototype: true,
    withSparseArray: true,
    maxDepth: 3,
  }),
);

const name = fc.oneof(
  fc.constantFrom(
    'type',
    'id',
    'method',
    'params',
    'options',
    'state',
    'error',
    'value',
    'file',
    'bytes',
    'url',
    'key',
    'protocol',
    '__proto__',
    'constructor',
    'toString',
    'then',
    'length',
    '0',
  ),
  fc.string({ maxLength: 4 }),
);

/** A message that is in order but for a few of its fields, at any depth. */
const spoilt = (kind: Kind): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      fc.constantFrom<Record<string, unknown>>(...good[kind]),
      fc.array(
        fc.record({
          way: fc.array(fc.nat(9), { maxLength: 2 }),
          name,
          value: anything,
          remove: fc.boolean(),
        }),
        { maxLength: 3 },
      ),
    )
    .map(([message, changes]) => {
      const copy = structuredClone(message);
      for (const { way, name, value, remove } of changes) {
        const holder = holderOf(copy, way);
        const last = way.length % 2 ? name : (Object.keys(holder)[way[0] ?? 0] ?? name);
        if (remove) Reflect.deleteProperty(holder, last);
        else
          Object.defineProperty(holder, last, {
            value,
            enumerable: true,
            writable: true,
            configurable: true,
          });
      }
      return copy;
    });

function holderOf(message: Record<string, unknown>, way: number[]): Record<string, unknown> {
  let holder = message;
  for (const step of way) {
    const inside = Object.values(holder).filter(
      (value) => Object.prototype.toString.call(value) === '[object Object]',
    );
    const next = inside[step] as Record<string, unknown> | undefined;
    if (!next) break;
    holder = next;
  }
  return holder;
}

const message = (kind: Kind) =>
  fc.oneof({ weight: 5, arbitrary: spoilt(kind) }, { weight: 1, arbitrary: anything });

describe.each(Object.keys(guards) as Kind[])('what the check of a message for %s is given', (kind) => {
  const guard = guards[kind];

  test('is accepted or not, never with a throw, and only by its own fields [M15]', () => {
    fc.assert(
      fc.property(message(kind), (given) => {
        const taken = guard(given);
        expect(typeof taken).toBe('boolean');
        if (!taken) return;
        const fields = given as Record<string, unknown>;
        expect(guard({ ...fields, addedLater: given })).toBe(true);
        for (const required of ['type', ...(kind === 'init' ? ['key', 'options'] : [])]) {
          expect(
            guard(
              Object.assign(Object.create({ [required]: fields[required] }), {
                ...fields,
                [required]: undefined,
              }),
            ),
          ).toBe(false);
          expect(guard({ ...fields, [required]: circle })).toBe(required === 'options');
        }
      }),
    );
  });
});

describe('whatever a frame is sent', () => {
  let receive: (event: { data: unknown }) => Promise<void>;
  const told: unknown[] = [];
  const service = {
    call: vi.fn((_: unknown) => ({ value: { id: 'pm_1' } as JsonObject })),
    receive: vi.fn(),
  };

  beforeEach(() => {
    const listeners = new Set<(event: unknown) => void>();
    const frame = {
      parent: {},
      addEventListener: (_: string, listener: (event: unknown) => void) => listeners.add(listener),
      removeEventListener: (_: string, listener: (event: unknown) => void) => listeners.delete(listener),
    };
    vi.stubGlobal('self', frame);
    vi.stubGlobal('parent', frame.parent);
    servePage(() => service);
    const port = { postMessage: (one: unknown) => told.push(one), onmessage: receive };
    const [init] = good.init;
    const data = { ...init, key: publishable, protocol: PROTOCOL };
    for (const listener of [...listeners])
      listener({
        isTrusted: true,
        source: frame.parent,
        origin: 'https://shop.example',
        data,
        ports: [port],
      });
    receive = port.onmessage;
  });
  afterEach(() => vi.unstubAllGlobals());

  test('is answered or ignored, and no more is passed on than what is in order [M15]', async () => {
    await fc.assert(
      fc.asyncProperty(message('page'), async (data) => {
        vi.clearAllMocks();
        told.length = 0;
        await receive({ data });
        const passedOn = service.call.mock.calls.length + service.receive.mock.calls.length;
        expect(passedOn + told.length > 0).toBe(isPageMessage(data));
        expect(told.every(isFrameMessage)).toBe(true);
      }),
    );
  });
});

describe('whatever a page is sent', () => {
  const open = () => {
    installFakes();
    vi.stubGlobal('fetch', async () => new Response());
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    return makeShop();
  };
  afterEach(removeFakes);

  test('is heard or ignored: nothing is thrown, and the next call is answered [M15]', async () => {
    let shop = await open();
    await fc.assert(
      fc.asyncProperty(fc.array(message('frame'), { maxLength: 4 }), async (messages) => {
        const { port } = shop.frame;
        for (const data of messages) port?.peer?.onmessage?.({ data });
        expect(reportError).not.toHaveBeenCalled();
        if (!shop.frame.iframe.isConnected) {
          removeFakes();
          shop = await open();
        }
        const { payframe, card, frame } = shop;
        const { paymentMethod, error } = await payframe.createPaymentMethod({ type: 'card', card });
        expect(paymentMethod ?? error).toBeDefined();
        // Fakes and mocks keep all that they were given.
        frame.messages.length = 0;
        vi.clearAllMocks();
      }),
    );
  });
});
