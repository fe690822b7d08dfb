// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followParts } from '../../src/frame/runtime/group-parts.js';
import { publishable } from '../keys/make-keys.js';
import { openElement, showDocument, stubBrowser, type } from './element-page.js';

const input = () => document.querySelector('input') as HTMLInputElement;
/** Whom another frame of the same group serves. */
const other = {
  type: 'init',
  protocol: 1,
  key: publishable,
  group: 'g',
  options: {},
  pageOrigin: 'https://shop.example',
} as const;

beforeEach(() => {
  stubBrowser();
  showDocument('linkAuthentication');
});

afterEach(() => vi.unstubAllGlobals());

test('an email address begins with the default value, and an update leaves what was typed', async () => {
  const options = { defaultValues: { email: 'jenny@example.com' } };
  const { state, send, ready, settle, close } = openElement('linkAuthentication', { options });
  await ready();
  expect(input().value).toBe('jenny@example.com');
  await settle();
  expect(state()).toEqual({ empty: false, complete: true, value: { email: 'jenny@example.com' } });
  input().focus();
  type('x');
  send({ type: 'update', options: { defaultValues: { email: 'other@example.com' } } });
  await settle();
  expect(input().value).toBe('jenny@example.comx');
  close();
});

test('an email address is told to the page as it is typed, with its error when it is left', async () => {
  const { state, ready, settle, close } = openElement('linkAuthentication');
  await ready();
  input().focus();
  type('jenny');
  await settle();
  expect(state()).toMatchObject({ complete: false, value: { email: 'jenny' } });
  expect(state()?.error).toBeUndefined();
  input().blur();
  await settle();
  expect(state()).toMatchObject({ error: { code: 'incomplete_email' } });
  expect(document.querySelector('#error')?.textContent).toBe('Your email address is incomplete.');
  close();
});

test('a Payment Element of the same group uses the address as it is typed, and no other Element does', async () => {
  const { ready, settle, close } = openElement('linkAuthentication');
  await ready();
  await settle();
  input().focus();
  const refresh = vi.fn();
  const parts = followParts(other, refresh);
  type('jenny@example.com');
  expect(parts()[0]?.billing?.()).toEqual({ email: 'jenny@example.com' });
  expect(parts()[0]?.asks('email')).toBe(true);
  expect(parts()[0]?.fields()[0]?.error()).toBeUndefined();
  expect(refresh).toHaveBeenCalledTimes('jenny@example.com'.length);
  for (const change of [{ group: 'h' }, { account: 'acct_1' }, { pageOrigin: 'https://other.example' }]) {
    const others = vi.fn();
    expect(followParts({ ...other, ...change }, others)()).toEqual([]);
    type('m');
    expect(others).not.toHaveBeenCalled();
  }
  close();
});

test('an address that a payment lacks shows its error in its own field', async () => {
  const { state, ready, settle, close } = openElement('linkAuthentication');
  await ready();
  await settle();
  const [email] = followParts(other, () => {})()[0]?.fields() ?? [];
  email?.reveal();
  expect(email?.error()).toBe('incomplete_email');
  expect(document.querySelector('#error')?.textContent).toBe('Your email address is incomplete.');
  await settle();
  expect(state()).toMatchObject({ empty: true, error: { code: 'incomplete_email' } });
  close();
});

test('a Payment Element is told when the address is gone', async () => {
  const { ready, settle, close } = openElement('linkAuthentication');
  await ready();
  await settle();
  const known: unknown[] = [];
  const parts = followParts(other, () => known.push(parts()));
  dispatchEvent(new Event('pagehide'));
  expect(known.at(-1)).toEqual([]);
  close();
});
