/** The objects that hostile requests are about: real ids of the caller's own, of others, and of what was deleted. */

import type { Sandbox } from '../../sandbox/src/index.js';
import { createPaymentMethod, createToken, post, type Reply, send } from '../sandbox/harness.js';

/** Most ids of one kind that are kept: the first, and the latest. */
const KEPT = 8;

/** Ids by the kind of object, as answers name it: those that the requests make are added while they run. */
export class Objects {
  readonly #ids = new Map<string, string[]>();

  add(kind: string, id: string): void {
    const ids = this.#ids.get(kind) ?? [];
    if (ids.includes(id)) return;
    this.#ids.set(
      kind,
      ids.length < KEPT ? [...ids, id] : [...ids.slice(0, KEPT / 2), ...ids.slice(1 - KEPT / 2), id],
    );
  }

  /** Takes the objects out of an answer, however deep they are in it. */
  learn(answer: unknown): void {
    if (typeof answer !== 'object' || answer === null) return;
    const { id, object, client_secret: secret } = answer as Record<string, unknown>;
    if (typeof id === 'string' && typeof object === 'string') this.add(object, id);
    if (typeof secret === 'string') this.add('client_secret', secret);
    for (const value of Object.values(answer)) this.learn(value);
  }

  /** The id that a number stands for, of a kind or of any. */
  pick(kind: string | undefined, index: number): string {
    const ids = this.#ids.get(kind ?? '') ?? [...this.#ids.values()].flat();
    return ids[index % ids.length] ?? 'none';
  }

  /** Which kind a parameter or a part of a path names: `customer`, or `/v1/customers/:id`. */
  kindOf(name: string): string | undefined {
    return [...this.#ids.keys()].find((kind) => kind === name || `${kind}s` === name);
  }
}

/** Fills a sandbox with something of everything, in the states that requests find them in. */
export async function furnish(sandbox: Sandbox): Promise<{ objects: Objects; accountId: string }> {
  const objects = new Objects();
  const key = sandbox.secretKey;
  const make = async (
    path: string,
    form: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) => learned(await post(sandbox, path, form, { key, headers }));
  const learned = ({ status, json }: Reply) => {
    if (status !== 200 && status !== 402) throw new Error(`Not made: ${JSON.stringify(json)}`);
    objects.learn(json);
    return json;
  };
  const customer = await make('/v1/customers', { email: 'a@shop.example', 'metadata[k]': 'v' });
  const saved = learned(await createPaymentMethod(sandbox));
  learned(await createPaymentMethod(sandbox, { 'card[number]': '4000002500003155' }));
  learned(await createToken(sandbox));
  await make(`/v1/payment_methods/${saved.id}/attach`, { customer: customer.id });
  const paid = { amount: '5000', currency: 'eur', confirm: 'true', return_url: 'https://shop.example/back' };
  const once = { ...paid, 'automatic_payment_methods[enabled]': 'true' };
  await make('/v1/payment_intents', { amount: '5000', currency: 'eur' });
  const charged = await make('/v1/payment_intents', { ...once, payment_method: 'pm_card_visa' });
  await make('/v1/payment_intents', { ...once, payment_method: 'pm_card_visa', capture_method: 'manual' });
  await make('/v1/payment_intents', { ...once, payment_method: 'pm_card_authenticationRequired' });
  await make('/v1/payment_intents', { ...once, payment_method: 'pm_card_createDispute' });
  await make('/v1/refunds', { payment_intent: charged.id, amount: '100' });
  await make('/v1/setup_intents', { customer: customer.id });
  await make('/v1/setup_intents', {
    ...{ confirm: 'true', payment_method: 'pm_card_visa' },
    ...{ 'automatic_payment_methods[enabled]': 'true', return_url: 'https://shop.example/back' },
  });
  await make('/v1/webhook_endpoints', {
    url: 'http://127.0.0.1:9/webhook',
    'enabled_events[]': 'mandate.updated',
  });
  const account = await make('/v1/accounts');
  const theirs = await make('/v1/customers', {}, { 'Payframe-Account': account.id });
  objects.add('customer', theirs.id);
  const gone = await make('/v1/customers');
  await send(`${sandbox.url}/v1/customers/${gone.id}`, {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${key}` },
  });
  return { objects, accountId: account.id };
}
