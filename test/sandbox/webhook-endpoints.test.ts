/** Webhook endpoints as objects, by the official client. */
import type Stripe from 'stripe';
import { afterAll, test as base, beforeAll, describe, expect } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { start } from './harness.js';
import { ownAccount } from './official.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start();
});
afterAll(() => sandbox.close());

// Each test has an account, so that its list has what it creates and nothing else.
const test = base.extend('stripe', () => ownAccount(sandbox));

describe.concurrent('webhook endpoints', () => {
  test('show their secret when they are made, and never again', async ({ stripe }) => {
    const made = await stripe.webhookEndpoints.create({
      url: 'https://example.com/hooks?shop=1',
      enabled_events: ['charge.succeeded', 'charge.refunded'],
      description: 'the shop',
      metadata: { shop: '1' },
    });
    expect(made).toEqual({
      id: expect.stringMatching(/^we_\w{24}$/),
      object: 'webhook_endpoint',
      api_version: null,
      application: null,
      created: expect.any(Number),
      description: 'the shop',
      enabled_events: ['charge.succeeded', 'charge.refunded'],
      livemode: false,
      metadata: { shop: '1' },
      secret: expect.stringMatching(/^whsec_\w{32}$/),
      status: 'enabled',
      url: 'https://example.com/hooks?shop=1',
    });
    const { secret: _, ...rest } = made;
    expect(await stripe.webhookEndpoints.retrieve(made.id)).toEqual(rest);
    expect((await stripe.webhookEndpoints.list()).data).toEqual([rest]);
  });

  test('are changed in part, disabled, and deleted', async ({ stripe }) => {
    const { id } = await stripe.webhookEndpoints.create({
      url: 'https://example.com/',
      enabled_events: ['*'],
      metadata: { a: '1' },
    });
    const changed = await stripe.webhookEndpoints.update(id, {
      url: 'http://localhost:3000/',
      enabled_events: ['customer.created'],
      description: 'local',
      metadata: { b: '2' },
    });
    expect(changed).toMatchObject({
      url: 'http://localhost:3000/',
      enabled_events: ['customer.created'],
      description: 'local',
      metadata: { a: '1', b: '2' },
      status: 'enabled',
    });
    expect((await stripe.webhookEndpoints.update(id, { disabled: true })).status).toBe('disabled');
    expect(await stripe.webhookEndpoints.update(id, { disabled: false, description: '' })).toMatchObject({
      status: 'enabled',
      description: null,
      url: 'http://localhost:3000/',
    });
    expect(await stripe.webhookEndpoints.del(id)).toMatchObject({ id, deleted: true });
    await expect(stripe.webhookEndpoints.retrieve(id)).rejects.toMatchObject({ statusCode: 404 });
  });

  test.for([
    ['ftp://example.com', 'https:// or http://'],
    ['example.com/hook', 'a whole address'],
    ['https://jenny:rosen@example.com/', 'a name or a password'],
  ] as const)('the address %s is refused', async ([url, reason], { stripe }) => {
    const refused = { statusCode: 400, code: 'url_invalid', param: 'url' };
    const making = stripe.webhookEndpoints.create({ url, enabled_events: ['*'] });
    await expect(making).rejects.toMatchObject({ ...refused, message: expect.stringContaining(reason) });
    const { id } = await stripe.webhookEndpoints.create({ url: 'https://a.example', enabled_events: ['*'] });
    await expect(stripe.webhookEndpoints.update(id, { url })).rejects.toMatchObject(refused);
  });

  test('an unknown event type is refused by name', async ({ stripe }) => {
    const types = [
      'charge.succeeded',
      'charge.suceeded',
    ] as Stripe.WebhookEndpointCreateParams.EnabledEvent[];
    await expect(
      stripe.webhookEndpoints.create({ url: 'https://example.com', enabled_events: types }),
    ).rejects.toMatchObject({
      statusCode: 400,
      param: 'enabled_events[1]',
      message: expect.stringContaining("'charge.suceeded' is not a type of event"),
    });
  });

  test('an API version that never existed is refused', async ({ stripe }) => {
    const api_version = '2020-02-31' as Stripe.WebhookEndpointCreateParams.ApiVersion;
    await expect(
      stripe.webhookEndpoints.create({ url: 'https://example.com', enabled_events: ['*'], api_version }),
    ).rejects.toMatchObject({ param: 'api_version' });
  });
});
