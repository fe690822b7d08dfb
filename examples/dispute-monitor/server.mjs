/** The service: `POST /webhook` takes the payment host's events, `GET /disputes` shows the known disputes. */
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import Stripe from 'stripe';
import { createMonitor } from './monitor.mjs';

const MAX_BODY_BYTES = 1_000_000;

/**
 * Starts the service.
 *
 * @param {{ url: string, key: string, webhookSecret: string, port?: number, everyMs?: number, print?(line:
 * string): void }} options
 * The address of the payment host, a restricted key of it that may read disputes and events, and the secret
 * that signs its events.
 */
export async function startMonitor(options) {
  const { url, key, webhookSecret, port = 0, everyMs = 60_000, print = console.log } = options;
  // A restricted key limits the damage if someone breaks into the service.
  if (!key?.startsWith('rk_'))
    throw new Error('This service takes a restricted key (rk_…) that reads disputes and events.');
  if (!webhookSecret?.startsWith('whsec_'))
    throw new Error('This service takes the signing secret (whsec_…) of its webhook endpoint.');
  const { hostname, port: hostPort, protocol } = new URL(url);
  const stripe = new Stripe(key, {
    host: hostname,
    port: hostPort,
    protocol: protocol.slice(0, -1),
    telemetry: false,
  });
  const monitor = createMonitor({ stripe, webhookSecret, onDispute: (dispute) => print(line(dispute)) });
  await monitor.start();

  const catchUp = () => monitor.catchUp().catch(({ message }) => print(`Asking for events: ${message}`));
  const timer = setInterval(catchUp, everyMs);

  const server = createServer((request, response) =>
    answer(request, monitor)
      .then(({ status = 200, body }) => {
        response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
        response.end(JSON.stringify(body));
      })
      .catch(({ message }) => {
        print(`${request.method} ${request.url}: ${message}`);
        // The payment host sends the event again.
        response.writeHead(500).end();
      }),
  );
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      clearInterval(timer);
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(request, monitor) {
  const asked = `${request.method} ${request.url}`;
  if (asked === 'GET /disputes') return { body: { disputes: monitor.list().map(shown) } };
  if (asked !== 'POST /webhook')
    return { status: 404, body: { error: 'There is GET /disputes and POST /webhook.' } };
  const body = await read(request);
  const isGenuine = body !== undefined && (await monitor.webhook(body, request.headers['stripe-signature']));
  return isGenuine
    ? { body: {} }
    : { status: 400, body: { error: 'This event is not signed by the payment host.' } };
}

async function read(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}

const shown = ({ id, amount, currency, reason, status, charge, evidence_details }) => ({
  id,
  amount,
  currency,
  reason,
  status,
  charge,
  respond_by: evidence_details.due_by,
});

const line = ({ id, amount, currency, reason, status }) =>
  `${id}: ${money(amount, currency)}, ${reason}, ${status}`;

function money(amount, currency) {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { PAYFRAME_URL, RESTRICTED_KEY, WEBHOOK_SECRET, PORT = '4300' } = process.env;
  try {
    const { url } = await startMonitor({
      url: PAYFRAME_URL ?? 'http://127.0.0.1:4242',
      key: RESTRICTED_KEY,
      webhookSecret: WEBHOOK_SECRET,
      port: Number(PORT),
    });
    console.log(`${url}/disputes`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
