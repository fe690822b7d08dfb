import { createServer } from 'node:http';

/**
 * The examples that open in a browser. Each is a shop of its own, and starts when somebody first opens it.
 */
const EXAMPLES = [
  {
    name: 'script-tag',
    title: 'Script tag',
    what: 'A Payment Element: methods by country, 3-D Secure, saved cards, refunds, and what crosses the wire.',
  },
  {
    name: 'payment-element',
    title: 'Payment Element',
    what: 'A script tag and eleven lines: every method that the host offers, and the way back from a bank.',
  },
  {
    name: 'checkout-redirect',
    title: 'Checkout by redirect',
    what: 'A button: the host shows the whole checkout, and leads back to the shop.',
  },
  {
    name: 'checkout-embedded',
    title: 'Embedded Checkout',
    what: 'Five lines: the host’s whole checkout in the shop’s own page.',
  },
  {
    name: 'react',
    title: 'React',
    what: 'A Vite app: a Payment Element or split fields, saved cards and 3-D Secure.',
  },
  { name: 'vue', title: 'Vue', what: 'A Vite app: split fields, saved cards and 3-D Secure.' },
  { name: 'html', title: 'Custom elements', what: 'No framework and no build step.' },
  {
    name: 'marketplace',
    title: 'Marketplace',
    what: 'Two sellers: onboarding at the host, a share of each purchase, balances and payouts.',
  },
  {
    name: 'saas',
    title: 'Subscriptions',
    what: 'A notebook with a monthly bill: trial, 3-D Secure, a change of plan, declined renewals, the customer portal.',
  },
  {
    name: 'playground',
    title: 'Playground',
    what: 'Every Element, option, appearance and locale to try, and the code to copy.',
  },
];

/**
 * Serves a page that lists the examples and opens them. `started` has those that already run, by name.
 *
 * @param {{ host: string, port: number, sandbox: object, started: Record<string, { url: string, close():
 * Promise<void> }> }} options
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function startExamples({ host, port, sandbox, started }) {
  const shops = new Map(Object.entries(started).map(([name, shop]) => [name, Promise.resolve(shop)]));

  const open = (name) => {
    if (!shops.has(name)) shops.set(name, start(name));
    return shops.get(name);
  };

  async function start(name) {
    const { startShop } = await import(`../examples/${name}/server.mjs`);
    return startShop({ host, port: 0, sandbox });
  }

  const server = createServer(async (request, response) => {
    const [, name] = /^\/open\/([\w-]+)$/.exec(request.url) ?? [];
    if (EXAMPLES.some((example) => example.name === name)) {
      const { url } = await open(name);
      return response.writeHead(302, { location: url }).end();
    }
    response
      .writeHead(request.url === '/' ? 200 : 404, HEADERS)
      .end(request.url === '/' ? page(sandbox) : '');
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    url: `http://${host}:${server.address().port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await Promise.all([...shops.values()].map(async (shop) => (await shop).close()));
    },
  };
}

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

const page = ({ url }) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Payframe examples</title>
<style>
  body { max-width: 40rem; margin: 0 auto; padding: 2rem 1rem; font: 1rem/1.5 system-ui, sans-serif; }
  li { margin-block: 1rem; }
  a { font-weight: 600; }
</style>
<main>
<h1>Payframe examples</h1>
<p>Test mode: no money moves, and nothing leaves this machine. Pay with 4242 4242 4242 4242.</p>
<ul>
${EXAMPLES.map(({ name, title, what }) => `<li><a href="/open/${name}">${title}</a><br>${what}</li>`).join('\n')}
<li><a href="${url}/dashboard">Dashboard</a><br>Payments, customers, disputes, events, requests and keys of the sandbox.</li>
</ul>
</main>
</html>
`;
