// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { joinSiblings } from '../../src/frame/elements/card/siblings.js';
import type { CardField, FieldName } from '../../src/frame/input/field.js';
import type { Opening } from '../../src/frame/runtime/serve-page.js';
import { PROTOCOL } from '../../src/wire/index.js';
import { body, key, publishable } from '../keys/make-keys.js';

/** A field as another document of the group shows it. */
const field = (name: FieldName, value = '', disabled = false) => {
  const input = document.createElement('input');
  Object.assign(input, { value, disabled });
  document.body.append(input);
  return {
    name,
    input,
    fill: vi.fn(),
    clear: vi.fn(() => Object.assign(input, { value: '' })),
  } as unknown as CardField;
};

/** What the page opened a frame of a group with. */
const opening = (group: string, more: Partial<Opening> = {}): Opening => ({
  type: 'init',
  protocol: PROTOCOL,
  key: publishable,
  account: 'acct_1',
  group,
  options: {},
  pageOrigin: 'https://shop.example',
  ...more,
});

/** A frame that has joined its group, as the others see it. */
const member = (of: string | Opening, ...fields: CardField[]) => {
  const ownField = window.payframeField;
  joinSiblings(typeof of === 'string' ? opening(of) : of, () => fields, vi.fn());
  const payframeField = { ...(window.payframeField as NonNullable<typeof ownField>), refresh: vi.fn() };
  window.payframeField = ownField;
  return inside({ payframeField });
};

/** A document of this origin, in a frame of the page that there is when it is looked at. */
const inside = <T extends object>(properties: T, embedder = () => parent) =>
  Object.defineProperty({ location, ...properties }, 'parent', { get: embedder }) as T;

/** A document of another origin: whatever is read of it throws. */
const stranger = new Proxy(
  {},
  {
    get() {
      throw new DOMException('Blocked a frame', 'SecurityError');
    },
  },
);

/** The frames of the page, as a frame in it sees them; `self` is this document. */
const inPage = (...windows: unknown[]) =>
  vi.stubGlobal('parent', Object.assign({ length: windows.length }, windows));

const number = () => field('number', '4242');
const names = (fields: CardField[]) => fields.map(({ name }) => name);

beforeEach(() => inPage(self));

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  document.body.replaceChildren();
  window.payframeField = window.payframeGuests = undefined;
});

describe('the fields of a group', () => {
  test('are those of all its frames, in the order of a card, wherever they are in the page', () => {
    inPage(member('a', field('cvc')), self, member('a', field('postalCode')), member('a', field('expiry')));
    const { fields } = joinSiblings(opening('a'), () => [one], vi.fn());
    const one = number();
    expect(names(fields())).toEqual(['number', 'expiry', 'cvc', 'postalCode']);
  });

  test('are not those of another group, of another origin, or of a frame that is none of ours [L3]', () => {
    inPage(stranger, member('b', field('expiry')), {}, self, stranger);
    const { fields } = joinSiblings(opening('a'), () => [number()], vi.fn());
    expect(names(fields())).toEqual(['number']);
  });

  test.each<[string, Partial<Opening>]>([
    ['key', { key: key('pk', 'test', body.toUpperCase()) }],
    ['account', { account: 'acct_2' }],
    ['page', { pageOrigin: 'https://thief.example' }],
    ['group', { group: 'b' }],
  ])('are not those of a frame of another %s, and it gets none of theirs', (_, other) => {
    const thief = member(opening('a', other), field('expiry'));
    inPage(self, thief);
    expect(names(joinSiblings(opening('a'), () => [number()], vi.fn()).fields())).toEqual(['number']);
    const card = member('a', number());
    inPage(self, card);
    const { fields } = joinSiblings(opening('a', other), () => [field('expiry')], vi.fn());
    expect(names(fields())).toEqual(['expiry']);
  });

  test('are not those of a frame of another window, though one of this window’s has word of it', () => {
    const { payframeField } = member('a', field('cvc'));
    const elsewhere = inside({ payframeField }, () => ({}) as Window);
    inPage(self, inside({ payframeGuests: new Set([elsewhere]) }));
    expect(names(joinSiblings(opening('a'), () => [number()], vi.fn()).fields())).toEqual(['number']);
  });

  test('are looked for at each call: frames come and go', () => {
    const { fields } = joinSiblings(opening('a'), () => [number()], vi.fn());
    expect(names(fields())).toEqual(['number']);
    inPage(self, member('a', field('cvc')));
    expect(names(fields())).toEqual(['number', 'cvc']);
  });
});

test('what changes is shown in the others, and not in this one again', () => {
  const [same, other, refresh] = [member('a', field('cvc')), member('b'), vi.fn()];
  inPage(self, same, other, stranger);
  joinSiblings(opening('a'), () => [], refresh).refresh();
  expect(same.payframeField.refresh).toHaveBeenCalledOnce();
  expect(other.payframeField.refresh).not.toHaveBeenCalled();
  expect(refresh).not.toHaveBeenCalled();
});

describe('in a shadow tree, whose frames are in no list', () => {
  const guests = (...windows: object[]) => inside({ payframeGuests: new Set(windows) });

  beforeEach(() => vi.useFakeTimers());

  test('this document’s own fields are known without any other', () => {
    inPage(stranger);
    expect(names(joinSiblings(opening('a'), () => [number()], vi.fn()).fields())).toEqual(['number']);
  });

  test('fields know each other by any frame of their origin that is in the document', () => {
    const meeting = guests(member('a', field('cvc')), member('b', field('expiry')));
    inPage(stranger, meeting);
    const { fields } = joinSiblings(opening('a'), () => [number()], vi.fn());
    expect(names(fields())).toEqual(['number', 'cvc']);
    expect(meeting.payframeGuests).toContain(self);
  });

  test('a field in the document knows one that is in a shadow tree', () => {
    inPage(guests(member('a', field('cvc'))), self);
    expect(names(joinSiblings(opening('a'), () => [number()], vi.fn()).fields())).toEqual(['number', 'cvc']);
  });

  test('a frame that is gone is forgotten', () => {
    const gone = { ...member('a', field('cvc')), closed: true };
    const meeting = guests(gone);
    inPage(meeting);
    expect(names(joinSiblings(opening('a'), () => [number()], vi.fn()).fields())).toEqual(['number']);
    expect(meeting.payframeGuests).not.toContain(gone);
  });

  test('a field looks for others, and shows anew what one that comes or goes changes', () => {
    const refresh = vi.fn();
    const other = member('a', field('cvc'));
    inPage();
    joinSiblings(opening('a'), () => [number()], refresh);
    vi.advanceTimersByTime(1_000);
    expect(refresh).not.toHaveBeenCalled();
    const meeting = guests(other);
    inPage(meeting);
    vi.advanceTimersByTime(1_000);
    expect(refresh).toHaveBeenCalledOnce();
    expect(other.payframeField.refresh).toHaveBeenCalledOnce();
    meeting.payframeGuests.delete(other);
    vi.advanceTimersByTime(1_000);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  test('a field in the document itself has no need to look', () => {
    inPage(self);
    joinSiblings(opening('a'), () => [number()], vi.fn());
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('what is missing', () => {
  const missing = (...fields: CardField[]) => joinSiblings(opening('a'), () => fields, vi.fn()).missing();

  test('is nothing where number, expiry and security code are there', () => {
    expect(missing(field('number'), field('expiry'), field('cvc'))).toBeUndefined();
  });

  test.for([
    ['cardNumber', ['expiry', 'cvc']],
    ['cardExpiry', ['number', 'cvc', 'postalCode']],
    ['cardCvc', ['number', 'expiry']],
  ] as [string, FieldName[]][])('is told by the name of the Element: %s', ([param, there]) => {
    const error = missing(...there.map((name) => field(name)));
    expect(error).toMatchObject({ type: 'invalid_request_error', code: 'missing_element', param });
    expect(error?.message).toContain(`no mounted ${param} Element`);
  });
});

describe('the caret', () => {
  const focused = () => document.activeElement;

  test('steps to the next field and back, past one that is disabled', () => {
    const [own, cvc, expiry] = [number(), field('cvc'), field('expiry', '', true)];
    inPage(self, member('a', cvc), member('a', expiry));
    joinSiblings(opening('a'), () => [own], vi.fn()).step(1);
    expect(focused()).toBe(cvc.input);
    inPage(member('a', own), self, member('a', expiry));
    joinSiblings(opening('a'), () => [cvc], vi.fn()).step(-1);
    expect(focused()).toBe(own.input);
  });

  test('stays at the ends', () => {
    const own = number();
    own.input.focus();
    const { step } = joinSiblings(opening('a'), () => [own], vi.fn());
    step(1);
    step(-1);
    expect(focused()).toBe(own.input);
  });
});

describe('what the browser filled into a companion', () => {
  test('is taken out of it and handed to the sibling that shows the field', () => {
    const [cvc, companion] = [field('cvc'), field('cvc', '123')];
    inPage(self, member('a', cvc));
    joinSiblings(opening('a'), () => [number()], vi.fn()).handOver(companion);
    expect(cvc.fill).toHaveBeenCalledExactlyOnceWith('123');
    expect(companion.input.value).toBe('');
  });

  test('is dropped where no sibling shows it, or one that is disabled', () => {
    const [cvc, companion] = [field('cvc', '', true), field('cvc', '123')];
    inPage(self, member('a', cvc), member('b', field('expiry')));
    const { handOver } = joinSiblings(opening('a'), () => [number()], vi.fn());
    handOver(companion);
    handOver(field('expiry', '12 / 40'));
    expect(cvc.fill).not.toHaveBeenCalled();
    expect(companion.input.value).toBe('');
  });
});
