import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shares, THOROUGH } from '../thorough.js';
import { command, run, startCommand } from './command.js';
import { createPaymentMethod, createToken, get, start, temporaryDirectory } from './harness.js';
import { officialClient } from './official.js';
import { deliveriesOf, listen, receive, until } from './receiver.js';

describe('payframe-sandbox', () => {
  test('--json prints one line when it is ready, and nothing else', async () => {
    const sandbox = await startCommand(['--memory']);
    expect(Object.keys(JSON.parse(sandbox.output.stdout))).toEqual([
      'url',
      'script',
      'publishableKey',
      'secretKey',
    ]);
    expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(sandbox.script).toBe(`${sandbox.url}/js/v1/payframe.js`);
    expect((await createToken(sandbox)).status).toBe(200);
    expect(sandbox.output.stdout.split('\n')).toHaveLength(2);
    await sandbox.until('stderr', 'POST /v1/tokens 200');
  });

  test('without --json it prints what a person needs, with only the test keys', async () => {
    const { until, output } = run(['--memory', '--port', '0']);
    await until('stdout', 'Ctrl+C');
    expect(output.stdout).toMatch(/http:\/\/127\.0\.0\.1:\d+\/js\/v1\/payframe\.js/);
    expect(output.stdout).toMatch(/pk_test_\w+/);
    expect(output.stdout).toMatch(/sk_test_\w+/);
    expect(output.stdout).not.toContain('live_');
  });

  test('--memory leaves nothing on disk', async () => {
    const sandbox = await startCommand(['--memory']);
    await createToken(sandbox);
    sandbox.child.kill('SIGINT');
    expect(await sandbox.exited).toBe(0);
    expect(readdirSync(sandbox.cwd)).toEqual([]);
  });

  for (const [rows, options] of shares(['SIGTERM', 'SIGINT'] as const, 2))
    test.each(rows)(
      '%s answers what is in flight, closes the database and exits 0',
      options,
      async (signal) => {
        const sandbox = await startCommand();
        await createToken(sandbox);
        const inFlight = Promise.allSettled(Array.from({ length: 20 }, () => createPaymentMethod(sandbox)));
        await sandbox.until('stderr', 'POST /v1/payment_methods 200');
        sandbox.child.kill(signal);
        expect(await sandbox.exited).toBe(0);
        // A connection that was made is answered; one that came too late is refused, and none is cut.
        const outcomes = (await inFlight).map((outcome) =>
          outcome.status === 'fulfilled' ? outcome.value.status : outcome.reason.code,
        );
        expect(outcomes.filter((outcome) => outcome !== 200 && outcome !== 'ECONNREFUSED')).toEqual([]);
      },
    );

  test('a restart keeps keys and objects', async () => {
    const first = await startCommand();
    const { json } = await createPaymentMethod(first);
    first.child.kill('SIGINT');
    await first.exited;
    const second = await startCommand([], first.cwd);
    expect(second.publishableKey).toBe(first.publishableKey);
    expect(second.secretKey).toBe(first.secretKey);
    expect((await get(second, `/v1/payment_methods/${json.id}`)).json.id).toBe(json.id);
  });

  test(
    'kill -9 in the middle of writing loses nothing that was acknowledged, and leaves nothing by half [S14]',
    THOROUGH,
    async () => {
      const first = await startCommand();
      const acknowledged: string[] = [];
      const writers = Array.from({ length: 8 }, async (_, writer) => {
        for (let count = 0; ; count++) {
          const headers = { 'Idempotency-Key': `${writer}-${count}` };
          const { json } = await createPaymentMethod(first, {}, { key: first.secretKey, headers });
          acknowledged.push(json.id);
        }
      });
      while (acknowledged.length < 100) await new Promise((resolve) => setTimeout(resolve, 5));
      first.child.kill('SIGKILL');
      await Promise.allSettled(writers);
      const second = await startCommand([], first.cwd);
      for (const id of acknowledged) {
        const { status, json } = await get(second, `/v1/payment_methods/${id}`, second.secretKey);
        expect([status, json.card?.last4]).toEqual([200, '4242']);
      }
      // The answer of an acknowledged request is kept with it.
      const headers = { 'Idempotency-Key': '0-0' };
      const replayed = await createPaymentMethod(second, {}, { key: second.secretKey, headers });
      expect(acknowledged).toContain(replayed.json.id);
    },
  );

  test('kill -9 during the very first start leaves a directory that starts', THOROUGH, async () => {
    const cwd = temporaryDirectory();
    for (const delay of [250, 400, 550]) {
      const early = run(['--json', '--port', '0'], cwd);
      await new Promise((resolve) => setTimeout(resolve, delay));
      early.child.kill('SIGKILL');
      await early.exited;
    }
    const sandbox = await startCommand([], cwd);
    expect((await createToken(sandbox)).status).toBe(200);
  });

  test('a second start on the same directory says so and harms nothing', async () => {
    const first = await startCommand();
    const second = run(['--port', '0'], first.cwd);
    expect(await second.exited).toBe(1);
    expect(second.output.stderr).toContain('is in use by another payframe-sandbox');
    expect(second.output.stderr).toContain(String(first.child.pid));
    expect(second.output.stderr).not.toContain('    at ');
    expect((await createToken(first)).status).toBe(200);
  });

  test(
    'a second start on the same directory leads to the first one and its keys, and to what starts beside it',
    THOROUGH,
    async () => {
      const first = await startCommand();
      const second = run(['--port', '0'], first.cwd);
      expect(await second.exited).toBe(1);
      expect(second.output.stderr).toContain(
        `it is at ${first.url}, and its keys are on ${first.url}/dashboard/keys.`,
      );
      expect(second.output.stderr).not.toContain(first.secretKey);
      const [advice = ''] = second.output.stderr.match(/--data DIR --port 0/) ?? [];
      const third = await startCommand(advice.replace('DIR', 'other').split(' '), first.cwd);
      expect((await createToken(third)).status).toBe(200);
      const dashboard = await (await fetch(`${first.url}/dashboard/keys`)).text();
      expect(dashboard).toContain(first.publishableKey);
    },
  );

  test('a port in use is named', THOROUGH, async () => {
    const server = createServer();
    const port: number = await new Promise((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
    );
    const { exited, output } = run(['--memory', '--port', String(port)]);
    expect(await exited).toBe(1);
    expect(output.stderr).toBe(
      `payframe-sandbox: Port ${port} is in use. Choose another with --port, or 0 for a free one.\n`,
    );
    server.close();
  });

  test('a font that is not there is named', THOROUGH, async () => {
    const { exited, output } = run(['--memory', '--port', '0', '--font', 'nowhere.woff2']);
    expect(await exited).toBe(1);
    expect(output.stderr).toBe('payframe-sandbox: --font: there is no file nowhere.woff2.\n');
  });

  test(
    '--shops lets browsers show the frames in pages of these origins, and in no other',
    THOROUGH,
    async () => {
      const { url } = await startCommand([
        '--memory',
        '--shops',
        'https://shop.example,https://www.shop.example',
      ]);
      const { headers } = await fetch(`${url}/frame/v1/card.html`);
      expect(headers.get('content-security-policy')).toContain(
        "frame-ancestors 'self' https://shop.example https://www.shop.example",
      );
    },
  );

  test(
    '--trusted-proxy takes the client’s address from those proxies, and without it from nobody',
    THOROUGH,
    async () => {
      const cwd = temporaryDirectory();
      const maker = await start({ memory: false, dataDir: join(cwd, '.payframe') });
      const { key } = await maker.keys.create({
        livemode: false,
        kind: 'secret',
        ipRanges: ['203.0.113.0/24'],
      });
      await maker.close();
      const headers = { Authorization: `Bearer ${key}`, 'X-Forwarded-For': '203.0.113.7' };
      for (const [flags, status] of [
        [['--trusted-proxy', '10.0.0.0/8,127.0.0.1'], 200],
        [[], 403],
      ] as const) {
        const { url, child, exited } = await startCommand([...flags], cwd);
        expect((await fetch(`${url}/v1/balance`, { headers })).status).toBe(status);
        child.kill('SIGINT');
        await exited;
      }
    },
  );

  test('--no-private-webhooks sends no event to an address of this machine', THOROUGH, async () => {
    const sandbox = await startCommand(['--memory', '--no-private-webhooks']);
    const stripe = officialClient(sandbox);
    const receiver = await receive();
    const { id } = await listen(stripe, receiver);
    await stripe.customers.create();
    await until(async () => Number((await deliveriesOf(stripe, id))[0]?.attempts) > 0);
    expect((await deliveriesOf(stripe, id))[0]).toMatchObject({ response_status: null });
    expect(receiver.attempts).toEqual([]);
  });

  test.each([
    [['--prot', '1']],
    [['--port', 'x']],
    [['--port', '70000']],
    [['serve']],
    [['--forward-to', 'localhost:3000']],
    [['--trusted-proxy', 'proxy.example']],
    [['--shops', 'https://shop.example/checkout']],
    [['--restricted', 'customers=all']],
    [['--log', 'xml']],
    [['--metrics', '9464']],
  ])('an unknown flag or value is named, with exit code 2: %j', async (args) => {
    const { exited, output } = run(args);
    expect(await exited).toBe(2);
    expect(output.stderr).toContain('See --help.');
    expect(output.stderr).not.toContain('    at ');
    expect(output.stdout).toBe('');
  });

  test('a wrong value of a variable is named, with exit code 2', async () => {
    const { exited, output } = run(['--memory'], undefined, '', { PAYFRAME_SHOPS: 'shop.example' });
    expect(await exited).toBe(2);
    expect(output.stderr).toContain('PAYFRAME_SHOPS takes origins');
  });

  test('a variable sets what its flag would', THOROUGH, async () => {
    const variables = {
      PAYFRAME_MEMORY: '1',
      PAYFRAME_JSON: '1',
      PORT: '0',
      PAYFRAME_RESTRICTED: 'balance=read',
    };
    const { until, output } = run([], undefined, '', variables);
    await until('stdout', '\n');
    expect(JSON.parse(output.stdout)).toMatchObject({
      url: expect.any(String),
      restrictedKey: expect.stringMatching(/^rk_test_/),
    });
  });

  test('--help lists every flag', async () => {
    const { exited, output } = run(['--help']);
    expect(await exited).toBe(0);
    for (const flag of [
      '--port',
      '--host',
      '--memory',
      '--data',
      '--forward-to',
      '--no-private-webhooks',
      '--trusted-proxy',
      '--shops',
      '--restricted',
      '--font',
      '--log',
      '--metrics',
      '--json',
      '--help',
      'DATABASE_URL',
    ]) {
      expect(output.stdout).toContain(flag);
    }
  });

  test('a database that does not answer is named without its password', async () => {
    const child = spawn(process.execPath, [command, '--port', '0'], {
      env: { ...process.env, DATABASE_URL: 'postgres://user:hunter2@127.0.0.1:1/x' },
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(1);
    expect(stderr).toContain('no PostgreSQL answers there');
    expect(stderr).not.toContain('hunter2');
  });
});
