/** The commands for a running sandbox, as a person starts them. */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { THOROUGH } from '../thorough.js';
import { run, startCommand } from './command.js';
import { createToken, get, keyOf, temporaryDirectory } from './harness.js';
import { officialClient } from './official.js';
import { type Receiver, receive, until } from './receiver.js';

/** The sandbox of the tests that need no other one. */
let sandbox: Awaited<ReturnType<typeof startCommand>>;
beforeAll(async () => {
  sandbox = await startCommand();
});

/** Runs a command to its end. */
async function finished(args: string[], cwd = sandbox.cwd) {
  const { exited, output } = run(args, cwd);
  return { code: await exited, ...output };
}

/** Starts `listen` and waits until it has begun. */
async function startListening(args: string[], cwd = sandbox.cwd) {
  const listening = run(['listen', ...args], cwd);
  await listening.until('stderr', 'Ready!');
  return listening;
}

const secretIn = (text: string) => /whsec_\w+/.exec(text)?.[0] ?? '';

describe('payframe-sandbox trigger', () => {
  test('makes the event happen in the sandbox of the data directory, by real objects', async () => {
    const { code, stdout, stderr } = await finished(['trigger', 'charge.dispute.created']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      'Setting up fixture for: payment_intent',
      'Running fixture for: payment_intent',
    ]);
    const id = /Trigger succeeded! charge\.dispute\.created \[(evt_\w+)\]/.exec(stdout)?.[1];
    const { type, data } = await officialClient(sandbox).events.retrieve(`${id}`);
    expect(type).toBe('charge.dispute.created');
    const dispute = await officialClient(sandbox).disputes.retrieve((data.object as { id: string }).id);
    expect(dispute).toMatchObject({ amount: 2000, status: 'needs_response' });
    expect(stdout).not.toContain(sandbox.secretKey);
  });

  test('waits for an event that the bank causes later', THOROUGH, async () => {
    const { url, secretKey } = sandbox;
    const { code, stdout } = await finished(
      ['trigger', 'charge.dispute.funds_reinstated', '--url', url, '--api-key', secretKey],
      temporaryDirectory(),
    );
    expect(code).toBe(0);
    const id = /\[(evt_\w+)\]/.exec(stdout)?.[1];
    expect((await get(sandbox, `/v1/events/${id}`)).json.data.object.status).toBe('won');
  });

  test('refuses any other event by its name, with the list', THOROUGH, async () => {
    for (const name of ['quote.accepted', 'payment_intent.succeded', '__proto__']) {
      const { code, stderr, stdout } = await finished(['trigger', name]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(
        `The event '${name}' cannot be triggered. There are: account.application.authorized, `,
      );
      expect(stderr).toContain(' payment_intent.succeeded, ');
      expect(stderr).not.toContain('    at ');
    }
  });
});

describe('payframe-sandbox listen', () => {
  test('prints events as they happen, and forwards them with a signature that verifies', async () => {
    const shop = await receive();
    const listening = await startListening(['--forward-to', shop.url]);
    shop.secret = secretIn(listening.output.stderr);
    const { id } = await officialClient(sandbox).paymentIntents.create({
      ...{ amount: 1999, currency: 'eur' },
      ...{ payment_method: 'pm_card_visa', confirm: true },
    });
    await until(() => shop.received.length === 3 && listening.output.stdout.split('[200]').length === 4);
    const types = shop.received.map(({ event }) => event.type);
    expect(types.filter((type) => type.startsWith('payment_intent.'))).toEqual([
      'payment_intent.created',
      'payment_intent.succeeded',
    ]);
    const event = shop.received
      .map(({ event }) => event)
      .find(
        ({ type, data }) => type === 'payment_intent.succeeded' && (data.object as { id: string }).id === id,
      );
    const time = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`;
    expect(listening.output.stdout).toMatch(
      new RegExp(`^${time} {3}--> payment_intent.succeeded \\[${event?.id}\\]$`, 'm'),
    );
    expect(listening.output.stdout).toMatch(
      new RegExp(`^${time} {2}<-- {2}\\[200\\] POST ${shop.url} \\[${event?.id}\\]$`, 'm'),
    );
    listening.child.kill('SIGINT');
    expect(await listening.exited).toBe(0);
  });

  test(
    'sends events of connected accounts to an address of their own, where one is given',
    THOROUGH,
    async () => {
      const [shop, connect] = [await receive(), await receive()];
      const listening = await startListening(['--forward-to', shop.url, '--forward-connect-to', connect.url]);
      const together = await receive();
      const joined = await startListening(['--forward-to', together.url]);
      for (const receiver of [shop, connect]) receiver.secret = secretIn(listening.output.stderr);
      together.secret = secretIn(joined.output.stderr);
      const { id: stripeAccount } = await officialClient(sandbox).accounts.create({ type: 'custom' });
      const own = await officialClient(sandbox).customers.create();
      const { code, stderr } = await finished([
        'trigger',
        'customer.created',
        '--stripe-account',
        stripeAccount,
      ]);
      expect([code, stderr]).toEqual([0, '']);
      const customersAt = ({ received }: Receiver) =>
        received.flatMap(({ event }) => (event.type === 'customer.created' ? [event.account] : []));
      await until(() => customersAt(connect).length === 1 && customersAt(shop).length === 1);
      await until(() => customersAt(together).length === 2);
      expect(customersAt(connect)).toEqual([stripeAccount]);
      expect(customersAt(shop)).toEqual([undefined]);
      expect(shop.received.map(({ event }) => event.data.object)).toContainEqual(
        expect.objectContaining({ id: own.id }),
      );
      expect(listening.output.stdout).toMatch(/--> connect customer\.created \[evt_/);
    },
  );

  test('says what an address answered, and goes on', THOROUGH, async () => {
    const shop = await receive();
    shop.answer = () => 500;
    const nobody = await receive();
    await nobody.close();
    const failing = await startListening(['--forward-to', shop.url.replace('http://', '')]);
    const refused = await startListening(['--forward-to', nobody.url]);
    shop.secret = secretIn(failing.output.stderr);
    for (const count of [1, 2]) {
      await officialClient(sandbox).customers.create();
      await until(() => failing.output.stdout.split('[500] POST').length === count + 1);
      await until(() => refused.output.stdout.split('[ERROR] POST').length === count + 1);
    }
    expect(refused.output.stdout).toContain('nothing listens at the address');
  });

  test('has the same signing secret each time, which --print-secret prints', async () => {
    const first = await startListening([]);
    const { stdout } = await finished(['listen', '--print-secret']);
    expect(stdout).toMatch(/^whsec_[0-9a-f]{64}\n$/);
    expect(secretIn(first.output.stderr)).toBe(stdout.trim());
    expect(first.output.stderr + first.output.stdout).not.toContain(sandbox.secretKey);
  });

  test(
    '--print-json prints nothing but the events, and --events only those that it names',
    THOROUGH,
    async () => {
      const { output } = await startListening(['--print-json']);
      const some = await startListening(['--print-json', '--events', 'charge.*']);
      const { code } = await finished(['trigger', 'charge.refunded']);
      expect(code).toBe(0);
      // The last line may not be whole yet.
      const typesIn = (text: string) =>
        text
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line).type);
      await until(() => typesIn(some.output.stdout).includes('charge.refunded'));
      await until(() => typesIn(output.stdout).includes('charge.refunded'));
      expect(typesIn(some.output.stdout)).toEqual(['charge.succeeded', 'charge.refunded']);
      expect(typesIn(output.stdout)).toContain('payment_intent.succeeded');
      const wrong = await finished(['listen', '--events', 'charge.refund']);
      expect([wrong.code, wrong.stderr]).toEqual([
        2,
        expect.stringContaining("'charge.refund' is not a type"),
      ]);
    },
  );

  test('loses no event of many, and waits for a sandbox that is started again', THOROUGH, async () => {
    const own = await startCommand();
    const listening = await startListening([], own.cwd);
    const { port } = new URL(own.url);
    const ids = new Set<string>();
    const createSome = async (count: number) => {
      const made = await Promise.all(
        Array.from({ length: count }, () => officialClient(own).customers.create()),
      );
      for (const { id } of made) ids.add(id);
    };
    await createSome(150);
    own.child.kill('SIGTERM');
    await own.exited;
    await listening.until('stderr', 'Nothing answers');
    await startCommand(['--port', port], own.cwd);
    await createSome(5);
    await until(() => listening.output.stdout.split('--> customer.created').length > 155);
    const printed = [...listening.output.stdout.matchAll(/evt_\w+/g)].map(([id]) => id);
    expect(printed).toHaveLength(155);
    expect(new Set(printed).size).toBe(155);
    const events = await officialClient(own).events.list({ limit: 100 }).autoPagingToArray({ limit: 500 });
    expect(new Set(events.map(({ data }) => (data.object as { id: string }).id))).toEqual(ids);
    expect([...printed].reverse()).toEqual(events.map(({ id }) => id));
  });

  test('fills no log with its questions, but a refused one is logged', THOROUGH, async () => {
    await startListening([]);
    const path = '/v1/test_helpers/events';
    const { status } = await get(sandbox, path, keyOf('sk_test'));
    expect(status).toBe(401);
    await sandbox.until('stderr', `GET ${path} 401`);
    expect(sandbox.output.stderr).not.toContain(`GET ${path} 200`);
  });
});

describe('payframe-sandbox logs tail', THOROUGH, () => {
  // What earlier tests asked is in the log by then.
  beforeEach(async () => {
    const { headers } = await get(sandbox, '/v1/refunds');
    const isLogged = async () =>
      (await get(sandbox, '/v1/test_helpers/requests')).text.includes(String(headers['request-id']));
    await until(isLogged);
  });

  async function startTail(...flags: string[]) {
    const tail = run(['logs', 'tail', ...flags], sandbox.cwd);
    await tail.until('stderr', 'Ready!');
    return tail;
  }

  test('prints requests as they are answered, and none of those of the commands', async () => {
    const tail = await startTail();
    await startListening([]);
    const { id } = await officialClient(sandbox).customers.create();
    await get(sandbox, '/v1/customers/cus_none');
    await tail.until('stdout', 'resource_missing');
    const lines = tail.output.stdout.trimEnd().split('\n');
    const time = String.raw`^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`;
    expect(lines).toEqual([
      expect.stringMatching(new RegExp(`${time} \\[200\\] POST /v1/customers \\[req_\\w+\\]$`)),
      expect.stringMatching(
        new RegExp(`${time} \\[404\\] GET /v1/customers/cus_none \\[req_\\w+\\] resource_missing$`),
      ),
    ]);
    await officialClient(sandbox).customers.retrieve(id);
    await tail.until('stdout', `GET /v1/customers/${id}`);
  });

  test('shows no card number, security code or key, in no format', async () => {
    const tails = [await startTail(), await startTail('--format', 'JSON')];
    expect((await createToken(sandbox)).status).toBe(200);
    const number = '4000000000000002';
    await createToken(sandbox, { 'card[number]': number, 'card[cvc]': '9876' });
    await get(sandbox, `/v1/customers/${number}`);
    await get(sandbox, `/v1/customers?email=${sandbox.secretKey}`);
    await officialClient(sandbox).webhookEndpoints.create({
      url: 'http://127.0.0.1:9/',
      enabled_events: ['*'],
    });
    for (const tail of tails) {
      await tail.until('stdout', '/v1/webhook_endpoints');
      const { stdout } = tail.output;
      for (const secret of [
        '4242424242424242',
        number,
        '9876',
        sandbox.secretKey,
        sandbox.publishableKey,
        'whsec_',
      ])
        expect(stdout).not.toContain(secret);
    }
    const [, json] = tails;
    const [first] = json?.output.stdout.split('\n') ?? [];
    expect(JSON.parse(first ?? '')).toMatchObject({
      object: 'request',
      method: 'POST',
      path: '/v1/tokens',
      status: 200,
    });
  });

  test('shows only the requests that all filters let through', async () => {
    const tails = [
      await startTail('--filter-http-method', 'get', '--filter-status-code-type', '2xx'),
      await startTail('--filter-request-status', 'FAILED'),
      await startTail('--filter-request-path', '/v1/balance,/v1/account', '--filter-status-code', '200'),
    ];
    for (const path of ['/v1/balance', '/v1/charges?limit=x', '/v1/charges']) await get(sandbox, path);
    await officialClient(sandbox).customers.create();
    await get(sandbox, '/v1/account');
    await get(sandbox, '/v1/account?x=1');
    for (const tail of tails) await tail.until('stdout', '/v1/account');
    const shown = tails.map(({ output }) =>
      [...output.stdout.matchAll(/\[(\d+)\] (\w+) (\S+)/g)].map((match) => match.slice(1).join(' ')),
    );
    expect(shown).toEqual([
      ['200 GET /v1/balance', '200 GET /v1/charges', '200 GET /v1/account'],
      ['400 GET /v1/charges', '400 GET /v1/account'],
      ['200 GET /v1/balance', '200 GET /v1/account'],
    ]);
  });

  test.each([
    [['logs'], 'logs tail'],
    [['logs', 'tail', 'x'], 'logs tail'],
    [['logs', 'tail', '--format', 'text'], '--format takes JSON'],
    [['logs', 'tail', '--filter-status-code-type', '3XX'], "'3XX'"],
    [['logs', 'tail', '--filter-http-method', 'GET,PATCH'], "'PATCH'"],
  ])('%j is refused with what it takes', async (args, message) => {
    const { code, stderr } = await finished(args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('payframe-sandbox fixtures', () => {
  test('sends the requests of a file, with parts of earlier answers in them', async () => {
    writeFileSync(
      join(sandbox.cwd, 'shop.json'),
      JSON.stringify({
        _meta: { template_version: 0 },
        fixtures: [
          {
            name: 'ada',
            path: '/v1/customers',
            method: 'post',
            params: { name: 'Ada', phone: '${.env:NONE|123}' },
          },
          { name: 'list', path: '/v1/customers?limit=1', method: 'get' },
          {
            name: 'payment',
            path: '/v1/payment_intents',
            method: 'POST',
            params: {
              ...{ amount: 1200, currency: 'usd', customer: '${list:data.[0].id}', confirm: true },
              ...{ payment_method: 'pm_card_visa', metadata: { of: 'a ${ada:object} named ${ada:name}' } },
            },
          },
          {
            name: 'declined',
            path: '/v1/payment_intents',
            method: 'post',
            params: {
              amount: 1200,
              currency: 'usd',
              confirm: true,
              payment_method: 'pm_card_chargeDeclined',
            },
            expected_error_type: 'card_error',
          },
          { name: 'failed', path: '/v1/payment_intents/${declined:payment_intent.id}', method: 'get' },
        ],
      }),
    );
    const { code, stderr, stdout } = await finished(['fixtures', 'shop.json']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Running fixture for: failed\n');
    const stripe = officialClient(sandbox);
    const [payment] = (await stripe.charges.list()).data.filter(({ status }) => status === 'succeeded');
    const customer = await stripe.customers.retrieve(String(payment?.customer));
    expect(customer).toMatchObject({ name: 'Ada', phone: '123' });
    expect(payment?.metadata).toEqual({ of: 'a customer named Ada' });
  });

  test.each([
    ['a request that is refused', { params: { nmae: '1' } }, 1, 'a: Received unknown parameter: nmae'],
    [
      'a refusal that does not come',
      { expected_error_type: 'card_error' },
      1,
      'a: it should have been refused',
    ],
    ['a reference to nothing', { path: '/v1/customers/${b:id}' }, 1, 'a: there is no text at ${b:id}'],
    ['a request without a path', { path: undefined }, 2, 'fixtures.0.path'],
    ['an address elsewhere', { path: '//elsewhere.example/' }, 2, 'fixtures.0.path'],
    ['an unknown method', { method: 'put' }, 2, 'fixtures.0.method'],
  ])('says where the file has %s', async (_, change, code, message) => {
    const request = { name: 'a', path: '/v1/customers', method: 'post', ...change };
    writeFileSync(join(sandbox.cwd, 'wrong.json'), JSON.stringify({ fixtures: [request] }));
    const result = await finished(['fixtures', 'wrong.json']);
    expect([result.code, result.stderr]).toEqual([code, expect.stringContaining(message)]);
    expect(result.stderr).not.toContain('    at ');
  });
});

describe('a command finds the running sandbox', () => {
  test('in a file that only its user can read, for as long as it runs', THOROUGH, async () => {
    const own = await startCommand();
    const file = join(own.cwd, '.payframe', 'running.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    own.child.kill('SIGTERM');
    await own.exited;
    expect(existsSync(file)).toBe(false);
    const { code, stderr } = await finished(['trigger', 'customer.created'], own.cwd);
    expect([code, stderr]).toEqual([2, expect.stringContaining('Start one with npx payframe-sandbox')]);
  });

  test('that was killed: it says that nothing answers, and how to start one', THOROUGH, async () => {
    const own = await startCommand();
    own.child.kill('SIGKILL');
    await own.exited;
    const { code, stderr } = await finished(['trigger', 'customer.created'], own.cwd);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`Nothing answers at ${own.url}`)]);
  });

  test('by --data, wherever it is started', async () => {
    const data = join(sandbox.cwd, '.payframe');
    const { code } = await finished(['trigger', 'customer.created', '--data', data], temporaryDirectory());
    expect(code).toBe(0);
  });

  test('and sends its key to no other address', async () => {
    const elsewhere = await receive();
    const { code, stderr } = await finished([
      'trigger',
      'customer.created',
      '--url',
      new URL(elsewhere.url).origin,
    ]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--api-key')]);
    expect(elsewhere.paths.size).toBe(0);
  });

  test('only with a key of test mode, and never repeats a key', async () => {
    for (const prefix of ['sk_live', 'pk_test', 'rk_live', 'whsec']) {
      const key = keyOf(prefix);
      const { code, stderr } = await finished(['listen', '--api-key', key]);
      expect([code, stderr]).toEqual([2, expect.stringContaining('of test mode')]);
      expect(stderr).not.toContain(key);
    }
    const wrong = keyOf('sk_test');
    const { code, stderr } = await finished(['trigger', 'customer.created', '--api-key', wrong]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('Invalid API Key')]);
    expect(stderr).not.toContain(wrong);
  });
});

describe('--help', () => {
  test.each(['fixtures', 'listen', 'logs', 'trigger'])('explains %s', async (name) => {
    const { code, stdout } = await finished([name, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`payframe-sandbox ${name}`);
    expect(stdout).toContain('--api-key');
    expect((await finished(['--help'])).stdout).toContain(`payframe-sandbox ${name}`);
  });

  test('an unknown command is named, with the list of commands', async () => {
    const { code, stderr } = await finished(['lisen']);
    const named = "no command 'lisen'. There are: dashboard, fixtures, ";
    expect([code, stderr]).toEqual([2, expect.stringContaining(named)]);
  });
});
