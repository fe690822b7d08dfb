import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { vi } from 'vitest';

/** What a shop's server got: in the order in which it came. */
export interface Received {
  event: Stripe.Event;
  headers: NodeJS.Dict<string | string[]>;
}

export interface Receiver {
  url: string;
  /** What was answered with 200. */
  received: Received[];
  /** Every event that came, also what was refused. */
  attempts: Stripe.Event[];
  /** Where requests were sent. */
  paths: Set<string | undefined>;
  /** The secret that signatures are verified with, once the endpoint has been made. */
  secret: string;
  /** How the next requests are answered: a status, or nothing at all. By default 200. */
  answer(event: Stripe.Event): number | 'silence' | Promise<number>;
  close(): Promise<void>;
}

const { webhooks } = new Stripe(['sk', 'test', 'unused'].join('_'));

const open: Receiver[] = [];

export const closeReceivers = () => Promise.all(open.splice(0).map((receiver) => receiver.close()));

/** A shop's server, which verifies each event with the official client before it takes it. */
export async function receive(port = 0): Promise<Receiver> {
  const receiver: Receiver = {
    url: '',
    received: [],
    attempts: [],
    paths: new Set(),
    secret: '',
    answer: () => 200,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const server = createServer(async (request, response) => {
    receiver.paths.add(request.url);
    let body = '';
    for await (const chunk of request) body += chunk;
    try {
      const event = webhooks.constructEvent(
        body,
        String(request.headers['stripe-signature']),
        receiver.secret,
      );
      receiver.attempts.push(event);
      const status = await receiver.answer(event);
      if (status === 'silence') return;
      if (status === 200) receiver.received.push({ event, headers: request.headers });
      response.writeHead(status, status >= 300 && status < 400 ? { Location: '/elsewhere' } : {}).end();
    } catch {
      response.writeHead(400).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`;
  open.push(receiver);
  return receiver;
}

/** An endpoint for all events at the receiver. */
export async function listen(
  stripe: Stripe,
  receiver: Receiver,
  params: Partial<Stripe.WebhookEndpointCreateParams> = {},
): Promise<Stripe.WebhookEndpoint> {
  const endpoint = await stripe.webhookEndpoints.create({
    url: receiver.url,
    enabled_events: ['*'],
    ...params,
  });
  receiver.secret = endpoint.secret ?? '';
  return endpoint;
}

/** Waits until something has happened. */
export const until = (happened: () => boolean | Promise<boolean>, timeout = 100_000) =>
  vi.waitUntil(happened, { timeout, interval: 20 });

/** The log of an endpoint's deliveries, newest first. */
export async function deliveriesOf(
  stripe: Stripe,
  endpointId: string,
  query = '',
): Promise<Record<string, unknown>[]> {
  const path = `/v1/webhook_endpoints/${endpointId}/deliveries${query}`;
  const list: unknown = await stripe.rawRequest('GET', path);
  return (list as { data: Record<string, unknown>[] }).data;
}
