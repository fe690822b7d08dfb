// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Field, groupAt } from '../../src/element/group.js';
import { Payframe } from '../../src/page/index.js';
import { publishable, secretLive } from '../keys/make-keys.js';
import { flush, host, installFakes, removeFakes } from '../page/fake-frame.js';

beforeEach(() => {
  installFakes();
  // The script is there already, as where another field has loaded it.
  vi.stubGlobal('Payframe', Payframe);
});
afterEach(removeFakes);

function makeField(attributes: Record<string, string> = {}) {
  return {
    attributes,
    localName: 'payframe-card',
    getAttribute(name: string) {
      return this.attributes[name] ?? null;
    },
    begin: vi.fn<Field['begin']>(),
    end: vi.fn<Field['end']>(),
    fail: vi.fn<Field['fail']>(),
  };
}

const KEY = { 'publishable-key': publishable, host };

describe('fields at one place', () => {
  test('are one group, by the key of any of them, whichever comes first', async () => {
    const place = {};
    const [expiry, number] = [makeField(), makeField(KEY)];
    groupAt(place).join(expiry);
    await flush();
    expect(expiry.begin).not.toHaveBeenCalled();
    groupAt(place).join(number);
    await flush();
    expect(expiry.begin).toHaveBeenCalledOnce();
    expect(expiry.begin.mock.lastCall).toEqual(number.begin.mock.lastCall);
  });

  test('join later, and begin at once', async () => {
    const group = groupAt({});
    const [number, cvc] = [makeField(KEY), makeField()];
    group.join(number);
    await flush();
    group.join(cvc);
    await flush();
    expect(cvc.begin.mock.lastCall?.[1]).toBe(number.begin.mock.lastCall?.[1]);
  });

  test('may take the place of one that leaves only after them', async () => {
    const group = groupAt({});
    const [old, young] = [makeField(KEY), makeField(KEY)];
    group.join(old);
    await flush();
    group.join(young);
    young.begin.mockImplementation(() => expect(old.end).toHaveBeenCalledOnce());
    group.leave(old);
    await flush();
    expect(young.begin).toHaveBeenCalled();
  });

  test('begin once more where another one of their kind has left, which may have been in their way', async () => {
    const group = groupAt({});
    const [one, two] = [makeField(KEY), makeField()];
    const other = Object.assign(makeField(), { localName: 'payframe-iban' });
    for (const field of [one, two, other]) group.join(field);
    await flush();
    group.leave(one);
    await flush();
    expect(two.begin).toHaveBeenCalledTimes(2);
    expect(other.begin).toHaveBeenCalledOnce();
  });

  test('are of another group than those elsewhere', async () => {
    const [one, two] = [makeField(KEY), makeField(KEY)];
    groupAt('one').join(one);
    groupAt('two').join(two);
    await flush();
    expect(one.begin.mock.lastCall?.[1]).not.toBe(two.begin.mock.lastCall?.[1]);
    groupAt('one').leave(one);
    groupAt('two').leave(two);
  });

  test('that have all gone leave no group behind', () => {
    const place = {};
    const field = makeField();
    const group = groupAt(place);
    group.join(field);
    expect(groupAt(place)).toBe(group);
    group.leave(field);
    expect(field.end).toHaveBeenCalledOnce();
    expect(groupAt(place)).not.toBe(group);
  });

  test('that left before all was loaded do not begin', async () => {
    const group = groupAt({});
    const field = makeField(KEY);
    group.join(field);
    group.leave(field);
    await flush();
    expect(field.begin).not.toHaveBeenCalled();
  });
});

describe('a key', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('that does not come is missed on the console, once for all fields', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const group = groupAt({});
    for (const field of [makeField(), makeField()]) group.join(field);
    vi.advanceTimersByTime(10_000);
    expect(warn.mock.calls).toEqual([[expect.stringContaining('publishable-key')]]);
  });

  test('that comes a moment later is not', async () => {
    const warn = vi.spyOn(console, 'warn');
    const group = groupAt({});
    const field = makeField();
    group.join(field);
    vi.advanceTimersByTime(1_000);
    Object.assign(field.attributes, KEY);
    group.restart();
    await flush();
    vi.advanceTimersByTime(10_000);
    expect(field.begin).toHaveBeenCalledOnce();
    expect(warn).not.toHaveBeenCalled();
  });

  test('is not missed where the fields have gone', () => {
    const field = makeField();
    const group = groupAt({});
    group.join(field);
    group.leave(field);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('that is another one has all begin anew', async () => {
    const group = groupAt({});
    const field = makeField({ ...KEY });
    group.join(field);
    await flush();
    field.attributes.host = 'https://other.example';
    group.restart();
    await flush();
    expect(field.end).toHaveBeenCalledOnce();
    expect(field.begin).toHaveBeenCalledTimes(2);
    const [first, second] = field.begin.mock.calls;
    expect(first?.[0]).not.toBe(second?.[0]);
  });

  test('that is refused is told to all, and another one is tried', async () => {
    const group = groupAt({});
    const field = makeField({ ...KEY, 'publishable-key': 'nothing' });
    group.join(field);
    await flush();
    expect(field.fail.mock.calls).toMatchObject([[{ code: 'invalid_publishable_key' }]]);
    expect(await group.loading).toBe(field.fail.mock.lastCall?.[0]);
    Object.assign(field.attributes, KEY);
    group.restart();
    await flush();
    expect(field.begin).toHaveBeenCalledOnce();
  });
});

describe('attributes of the group', () => {
  test('are options of its Elements', async () => {
    const payframe = vi.fn(Payframe);
    vi.stubGlobal('Payframe', payframe);
    const group = groupAt({});
    const field = makeField({ ...KEY, locale: 'de', appearance: '{"theme":"night"}', 'auto-advance': '' });
    group.join(field);
    await flush();
    const elements = field.begin.mock.lastCall?.[1];
    const update = vi.spyOn(elements as NonNullable<typeof elements>, 'update');
    field.attributes.locale = 'fr';
    delete field.attributes.appearance;
    await group.update();
    expect(update).toHaveBeenCalledWith({ locale: 'fr', appearance: null, fonts: null, autoAdvance: true });
  });

  test('that are refused later are told to who changed them', async () => {
    const group = groupAt({});
    const field = makeField(KEY);
    group.join(field);
    await flush();
    field.attributes.locale = secretLive;
    await expect(group.update()).rejects.toMatchObject({ code: 'secret_key_refused' });
    field.attributes = { ...KEY, fonts: 'Inter' };
    await expect(group.update()).rejects.toMatchObject({ code: 'invalid_option', param: 'fonts' });
  });

  test('that are no JSON are refused by name', async () => {
    const group = groupAt({});
    const field = makeField({ ...KEY, appearance: 'night' });
    group.join(field);
    await flush();
    expect(field.fail.mock.calls).toMatchObject([[{ code: 'invalid_option', param: 'appearance' }]]);
  });
});
