import { CALL_METHODS, PROTOCOL } from '../../src/wire/index.js';

export const error = { type: 'api_error', message: 'No.' };
export const state = { empty: false, complete: true };
const init = { type: 'init', protocol: PROTOCOL, key: 'k', group: 'g', options: {} };

/** Messages that are in order, by who takes them. */
export const good = {
  init: [
    init,
    { ...init, protocol: 99 },
    { ...init, account: 'acct_1', apiVersion: '2026-01-01', options: { style: { base: {} } } },
    { ...init, account: undefined },
    { ...init, addedByALaterVersion: true },
    Object.assign(Object.create(null), init),
  ],
  page: [
    { type: 'update', options: {} },
    { type: 'focus' },
    { type: 'blur' },
    { type: 'clear' },
    { type: 'ping', id: 1 },
    { type: 'fetched', url: 'a.woff2' },
    { type: 'cancel' },
    { type: 'collapse' },
    ...CALL_METHODS.map((method) => ({
      type: 'call',
      id: 1,
      method,
      params: {},
      agent: 'payframe/1',
    })),
  ],
  frame: [
    { type: 'ready', protocol: PROTOCOL, height: 19.5 },
    { type: 'refused', protocol: PROTOCOL, error },
    {
      type: 'refused',
      protocol: PROTOCOL,
      error: { ...error, code: 'c', param: 'p', decline_code: 'd', doc_url: 'u', request_id: 'r' },
    },
    {
      type: 'refused',
      protocol: PROTOCOL,
      error: { ...error, charge: 'ch_1', payment_intent: {}, setup_intent: {}, payment_method: {} },
    },
    { type: 'change', state },
    { type: 'change', state: { ...state, error } },
    { type: 'change', state: { ...state, error: undefined } },
    { type: 'change', state: { ...state, addedByALaterVersion: true } },
    { type: 'focus' },
    { type: 'blur' },
    { type: 'event', name: 'escape', details: {} },
    { type: 'submit' },
    { type: 'autofill', active: false },
    { type: 'resize', height: 0 },
    { type: 'look', scheme: 'dark', outset: 4 },
    { type: 'fetch', url: 'a.woff2' },
    { type: 'pong', id: 0 },
    { type: 'result', id: 1, value: {} },
    { type: 'result', id: 1, value: {}, leave: 'https://bank.example/', challenge: {} },
    { type: 'result', id: 1, error },
  ],
};
