/** Whether the official server client drives every endpoint that it has a call for. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { registry } from '../../sandbox/src/resources/registry.js';
import { clientCalls } from '../../scripts/support-table.js';
import { OF_THE_OFFICIAL_CLIENT } from './of-the-official-client.js';

/** Endpoints of this host, and those of earlier versions of the API: the official client has no call for them. */
const WITHOUT_A_CALL = [
  'GET /v1/balance/history',
  'GET /v1/balance/history/:id',
  'GET /v1/charges/:id/refunds',
  'GET /v1/invoices/upcoming',
  'GET /v1/invoices/upcoming/lines',
  'GET /v1/test_helpers/events',
  'GET /v1/test_helpers/requests',
  'GET /v1/webhook_endpoints/:id/attempts',
  'GET /v1/webhook_endpoints/:id/deliveries',
  'POST /v1/application_fees/:id/refund',
  'POST /v1/charges/:id/refund',
  'POST /v1/charges/:id/refunds',
  'POST /v1/confirmation_tokens',
  'POST /v1/elements/address_suggestions',
  'POST /v1/elements/apple_pay_sessions',
  'POST /v1/elements/payment_methods/:id',
  'POST /v1/elements/payment_methods/:id/detach',
  'POST /v1/elements/payment_methods/:id/set_as_default',
  'POST /v1/elements/sessions',
  'POST /v1/events/:id/retry',
  'POST /v1/identity/verification_sessions/:id/open',
  'POST /v1/identity/verification_sessions/:id/progress',
  'POST /v1/payment_intents/:id/source_cancel',
  'POST /v1/payment_pages/:id',
  'POST /v1/payment_pages/:id/confirm',
  'POST /v1/payment_pages/:id/init',
  'POST /v1/payment_pages/:id/url',
  'POST /v1/setup_intents/:id/source_cancel',
  'POST /v1/test_helpers/accounts',
  'POST /v1/test_helpers/accounts/:id/pay_out',
  'POST /v1/test_helpers/charges/:id/expire',
  'POST /v1/test_helpers/checkout/sessions/:id/complete',
  'POST /v1/test_helpers/identity/verification_sessions/:id/submit',
  'POST /v1/test_helpers/reset',
];

const placed = (request: string) => request.replace(/\/(id_\d|:\w+)(?=\/|$)/g, '/:id');

/** Tells whether a file calls a method of the client, such as `accounts.createPerson`. */
const isCalled = (name: string, code: string) =>
  new RegExp(`\\b${name.split('.').join('\\s*\\.\\s*')}\\(`).test(code);

const calls = await clientCalls();
const code = OF_THE_OFFICIAL_CLIENT.map((path) => readFileSync(path, 'utf8')).join('\n');

/** The client's calls by their requests: `GET /v1/accounts/:id`. */
const byRequest = new Map<string, string[]>();
for (const [name, request] of calls) {
  const key = placed(request ?? '');
  byRequest.set(key, [...(byRequest.get(key) ?? []), name]);
}

const routes = registry.routes.map(({ method, path }) => `${method} ${placed(path)}`);
const reached = routes.filter((route) => byRequest.has(route));

test.each(reached)('%s is driven by the official client, on both databases', (route) => {
  const names = byRequest.get(route) ?? [];
  expect(
    names.filter((name) => isCalled(name, code)),
    `none of ${names.join(', ')} is called`,
  ).not.toEqual([]);
});

test('every other endpoint is of this host, or of an earlier version', () => {
  expect(routes.filter((route) => !byRequest.has(route)).sort()).toEqual(WITHOUT_A_CALL);
});
