import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { registry } from '../../sandbox/src/resources/registry.js';
import { CARD, createPaymentMethod, createToken, get, post, type Reply, send, start } from './harness.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await start();
});
afterAll(() => sandbox.close());

const form = new URLSearchParams(CARD).toString();

async function expectAlive(): Promise<void> {
  expect((await createToken(sandbox)).status).toBe(200);
}

const error = ({ json }: Reply) => json.error;

describe('bodies', () => {
  test.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x', ''])(
    'of the type %j are refused',
    async (type) => {
      const answer = await post(sandbox, '/v1/tokens', '{"card":{}}', { headers: { 'Content-Type': type } });
      expect(answer.status).toBe(415);
      expect(error(answer).type).toBe('invalid_request_error');
    },
  );

  test('over 64 KiB are refused, with a length, without one, and 10 MB of it [S6]', async () => {
    const large = `${form}&card[name]=${'x'.repeat(64 * 1024)}`;
    expect((await post(sandbox, '/v1/tokens', large)).status).toBe(413);
    const chunked = await fetch(`${sandbox.url}/v1/tokens`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${sandbox.secretKey}`,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(large));
          controller.close();
        },
      }),
      // @ts-expect-error Node's fetch needs it for a stream
      duplex: 'half',
    });
    expect(chunked.status).toBe(413);
    const huge = 10 * 1024 * 1024;
    const head = `POST /v1/tokens HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${sandbox.secretKey}\r\nContent-Length: ${huge}`;
    expect(await raw(`${head}\r\n\r\n${'x'.repeat(huge)}`)).toMatch(/^(HTTP\/1.1 413|$)/);
    await expectAlive();
  });

  test('are refused by their declared length before they are sent, and past the limit before they end', async () => {
    const head = `POST /v1/tokens HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${sandbox.secretKey}`;
    expect(await raw(`${head}\r\nContent-Length: ${8 * 1024 * 1024}\r\n\r\n`)).toMatch(/^HTTP\/1.1 413/);
    const piece = `${(70_000).toString(16)}\r\n${'x'.repeat(70_000)}\r\n`;
    expect(await raw(`${head}\r\nTransfer-Encoding: chunked\r\n\r\n${piece}`)).toMatch(/^HTTP\/1.1 413/);
  });

  test.each(['gzip', 'br', 'deflate', 'gzip, identity', 'x-unheard-of'])(
    'with the Content-Encoding %s are refused: they would be read as if they were plain',
    async (encoding) => {
      const answer = await createToken(sandbox, {}, { headers: { 'Content-Encoding': encoding } });
      expect(answer.status).toBe(415);
      expect(error(answer).message).toContain('Content-Encoding');
    },
  );

  test('with the Content-Encoding identity are read', async () => {
    const answer = await createToken(sandbox, {}, { headers: { 'Content-Encoding': 'identity' } });
    expect(answer.status).toBe(200);
  });

  test.each(['card[name]=%ff', 'card[name]=%', 'card[name]=%c3%28'])(
    'with bad UTF-8 are refused: %s',
    async (part) => {
      expect((await post(sandbox, '/v1/tokens', `${form}&${part}`)).status).toBe(400);
    },
  );

  test('with raw bytes that are no UTF-8 are refused [S6]', async () => {
    const answer = await send(`${sandbox.url}/v1/tokens`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${sandbox.secretKey}`,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: Buffer.concat([Buffer.from(`${form}&card[name]=`), Buffer.from([0xff, 0xfe])]),
    });
    expect(answer.status).toBe(400);
  });

  test.each(['card[name]=a%00b', 'metadata[zero]=%00', 'metadata[ze%00ro]=x'])(
    'with a zero character, which no database takes, are refused: %s',
    async (part) => {
      const answer = await post(sandbox, '/v1/tokens', `${form}&${part}`);
      expect(answer.status).toBe(400);
      expect(error(answer).message).toContain('zero character');
    },
  );

  test.each([
    ['__proto__[polluted]=yes'],
    ['constructor[prototype][polluted]=yes'],
    ['card[__proto__][polluted]=yes'],
    ['card[constructor][prototype][polluted]=yes'],
    ['toString=yes'],
    ['hasOwnProperty[x]=yes'],
    ['metadata[__proto__][polluted]=yes'],
    ['metadata[__proto__]=yes'],
    ['metadata[constructor]=yes'],
    ['metadata[constructor][x]=yes'],
    ['metadata%5Bconstructor%5D%5Bprototype%5D=yes'],
    ['metadata[prototype]=yes'],
  ])('cannot reach a prototype: %s', async (part) => {
    const answer = await post(sandbox, '/v1/payment_methods', `type=card&${form}&${part}`);
    expect(answer.status).toBe(400);
    expect(error(answer).message).toContain('Received unknown parameter');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    await expectAlive();
  });

  test('metadata may be named like a method of every object [S7]', async () => {
    const { json } = await createPaymentMethod(sandbox, {
      'metadata[toString]': 'x',
      'metadata[valueOf]': 'y',
    });
    expect(json.metadata).toEqual({ toString: 'x', valueOf: 'y' });
  });

  test('metadata without a name is refused, and one whose name is a number is kept by it', async () => {
    const nameless = await post(sandbox, '/v1/payment_methods', `type=card&${form}&metadata[]=x`);
    expect(nameless.status).toBe(400);
    expect(error(nameless)).toMatchObject({ code: 'parameter_invalid_hash', param: 'metadata' });
    const { json } = await createPaymentMethod(sandbox, { 'metadata[7]': 'x', 'metadata[9]': 'y' });
    expect(json.metadata).toEqual({ 7: 'x', 9: 'y' });
  });

  test.each([
    `${form}&${'a[b]'.padEnd(400, '[c]')}=x`,
    `${form}&${Array.from({ length: 600 }, (_, index) => `p${index}=x`).join('&')}`,
    `${form}&card[number][]=1`,
    `${form}&card[number][x]=1`,
    `${form}&card[number]=4242424242424242`,
    `${form}&card[100000000]=x`,
    'card=x',
    'card[]=x',
    '&&&=&=',
    '[]=x',
  ])('of a wrong shape are refused (%#)', async (body) => {
    const answer = await post(sandbox, '/v1/tokens', body);
    expect(answer.status).toBe(400);
    expect(error(answer).type).toBe('invalid_request_error');
  });
});

describe('parameters', () => {
  test('an unknown one is refused by name', async () => {
    expect(error(await createToken(sandbox, { foo: 'x' }))).toMatchObject({
      type: 'invalid_request_error',
      code: 'parameter_unknown',
      message: 'Received unknown parameter: foo',
      param: 'foo',
    });
    expect(error(await createToken(sandbox, { 'card[pin]': '1' }))).toMatchObject({ param: 'card[pin]' });
    const nested = { 'billing_details[address][planet]': 'x' };
    expect(error(await createPaymentMethod(sandbox, nested))).toMatchObject({
      code: 'parameter_unknown',
      param: 'billing_details[address][planet]',
    });
    expect(error(await get(sandbox, '/v1/tokens/tok_x?foo=x'))).toMatchObject({ param: 'foo' });
  });

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'a type, an id or a property named %s, as every object has it, is none',
    async (name) => {
      const key = sandbox.secretKey;
      const types = { amount: '100', currency: 'eur', 'payment_method_types[]': name };
      expect(error(await post(sandbox, '/v1/payment_intents', types, { key }))).toMatchObject({
        type: 'invalid_request_error',
        param: 'payment_method_types',
      });
      const asked: Record<string, string>[] = [
        { description: name, 'expand[]': 'description' },
        { 'expand[]': name },
      ];
      for (const form of asked) {
        const answer = await post(sandbox, '/v1/customers', form, { key });
        expect([answer.status, error(answer)?.param]).toEqual([400, 'expand']);
      }
    },
  );

  test('a missing one is named', async () => {
    expect(
      error(await post(sandbox, '/v1/tokens', 'card[number]=4242424242424242&card[exp_year]=34')),
    ).toMatchObject({
      code: 'parameter_missing',
      param: 'card[exp_month]',
    });
    expect(error(await post(sandbox, '/v1/tokens', ''))).toMatchObject({
      code: 'parameter_missing',
      param: 'card',
    });
    expect(error(await post(sandbox, '/v1/payment_methods', form))).toMatchObject({
      code: 'parameter_missing',
      param: 'type',
    });
  });

  test('an empty one that is needed is named', async () => {
    expect(error(await createToken(sandbox, { 'card[number]': '' }))).toMatchObject({
      code: 'parameter_invalid_empty',
      param: 'card[number]',
    });
  });

  test('one of the wrong kind is named', async () => {
    expect(
      error(await post(sandbox, '/v1/tokens', 'card[number][x]=1&card[exp_month]=1&card[exp_year]=34')),
    ).toMatchObject({
      code: 'parameter_invalid_string',
      param: 'card[number]',
    });
    expect(error(await createPaymentMethod(sandbox, { type: 'cheque' }))).toMatchObject({
      param: 'type',
    });
    expect(error(await createPaymentMethod(sandbox, { allow_redisplay: 'often' }))).toMatchObject({
      param: 'allow_redisplay',
    });
  });

  test('what a browser SDK sends along is taken', async () => {
    const along = {
      payment_user_agent: 'payframe/1',
      referrer: 'https://shop.example',
      time_on_page: '1234',
      guid: 'a',
      muid: 'b',
      sid: 'c',
    };
    expect((await createToken(sandbox, along)).status).toBe(200);
    expect((await createPaymentMethod(sandbox, { ...along, 'expand[]': 'customer' })).status).toBe(200);
  });

  test('a currency is three letters of ASCII', async () => {
    for (const currency of ['uſd', 'uſD', 'ＵＳＤ', 'us', 'usdd', '']) {
      const intent = { amount: '100', currency };
      const answer = await post(sandbox, '/v1/payment_intents', intent, { key: sandbox.secretKey });
      expect(answer.status, currency).toBe(400);
      expect(error(answer)).toMatchObject({ param: 'currency' });
      expect((await createToken(sandbox, { 'card[currency]': currency || 'x' })).status, currency).toBe(400);
    }
    const intent = { amount: '100', currency: 'USD' };
    expect((await post(sandbox, '/v1/payment_intents', intent, { key: sandbox.secretKey })).status).toBe(200);
  });

  test('expanding goes four levels deep, and takes twenty properties', async () => {
    const deep = (levels: number) => Array.from({ length: levels }, () => 'customer').join('.');
    for (const path of ['/v1/payment_intents', '/v1/charges', '/v1/customers/cus_x']) {
      const answer = await get(sandbox, `${path}?expand[]=data.${deep(4)}`);
      expect(answer.status).toBe(400);
      expect(error(answer)).toMatchObject({ message: 'You cannot expand more than 4 levels of a property.' });
    }
    expect((await get(sandbox, `/v1/charges?expand[]=data.${deep(3)}`)).status).toBe(200);
    const many = (count: number) => Array.from({ length: count }, () => 'expand[]=data.customer').join('&');
    expect(error(await get(sandbox, `/v1/charges?${many(21)}`))).toMatchObject({
      code: 'parameter_invalid_array',
      param: 'expand',
    });
    expect((await get(sandbox, `/v1/charges?${many(20)}`)).status).toBe(200);
  });

  test('a time that no calendar has is refused by every list', async () => {
    const lists = registry.routes.filter(({ method, path }) => method === 'GET' && !path.includes(':'));
    const times = [
      '99999999999999',
      '999999999999999',
      '253402300799',
      '8640000000000',
      '-1',
      '1e9',
      '0x10',
      '',
    ];
    let refused = 0;
    for (const { path } of lists) {
      if ((await get(sandbox, `${path}?created=0`)).status === 400) continue;
      for (const time of times) {
        for (const name of ['created', ...['gt', 'gte', 'lt', 'lte'].map((bound) => `created[${bound}]`)]) {
          expect((await get(sandbox, `${path}?${name}=${time}`)).status, `${path} ${name}=${time}`).toBe(400);
          refused += 1;
        }
      }
      for (const name of ['created', 'created[gt]', 'created[lte]'])
        expect((await get(sandbox, `${path}?${name}=253402300798`)).status).toBe(200);
    }
    expect(refused).toBeGreaterThanOrEqual(5 * 8 * 5);
  });

  test('metadata has its limits', async () => {
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`metadata[k${index}]`, 'x']));
    expect((await createPaymentMethod(sandbox, many)).status).toBe(400);
    expect((await createPaymentMethod(sandbox, { [`metadata[${'k'.repeat(41)}]`]: 'x' })).status).toBe(400);
    expect((await createPaymentMethod(sandbox, { 'metadata[k]': 'x'.repeat(501) })).status).toBe(400);
    const fits = { [`metadata[${'k'.repeat(40)}]`]: 'x'.repeat(500), 'metadata[gone]': '' };
    expect((await createPaymentMethod(sandbox, fits)).json.metadata).toEqual({
      ['k'.repeat(40)]: 'x'.repeat(500),
    });
  });
});

describe('answers', () => {
  test('tell a browser nothing but to read them, and have a request id', async () => {
    for (const answer of [
      await createToken(sandbox),
      await get(sandbox, '/v1/nothing'),
      await post(sandbox, '/v1/tokens', 'x'),
    ]) {
      expect(answer.headers).toMatchObject({
        'content-type': 'application/json',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
      expect(answer.headers['request-id']).toMatch(/^req_[0-9A-Za-z]{24}$/);
      expect(answer.headers.server).toBeUndefined();
      expect(answer.headers['x-powered-by']).toBeUndefined();
    }
  });

  test('a path or method that is not there is named', async () => {
    const answer = await get(sandbox, '/v1/foo');
    expect(answer.status).toBe(404);
    expect(error(answer)).toMatchObject({
      type: 'invalid_request_error',
      message: 'Unrecognized request URL (GET: /v1/foo).',
    });
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
      expect((await send(`${sandbox.url}/v1/tokens`, { method })).status).toBe(404);
    }
    const overridden = await createToken(sandbox, {}, { headers: { 'X-HTTP-Method-Override': 'DELETE' } });
    expect(overridden.status).toBe(200);
  });

  test.each(['TRACE', 'CONNECT', 'PROPFIND'])('the method %s harms nothing [S11]', async (method) => {
    const answer = await raw(`${method} /v1/tokens HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer).not.toContain(' 200 ');
    expect(answer).not.toContain(' 500 ');
    await expectAlive();
  });

  test.each<[string, string, number]>([
    ['a Host that names none', 'GET /v1/tokens HTTP/1.1\r\nHost: [\r\n\r\n', 400],
    ['a path of 20 KB', `GET /v1/tokens?a=${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    ['no HTTP', 'nonsense\r\n\r\n', 400],
  ])('a request with %s is told why it is refused, in the shape of every error', async (_, bytes, status) => {
    const [head = '', body = ''] = (await raw(bytes)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status}`));
    expect(head.toLowerCase()).toContain('content-type: application/json');
    expect(JSON.parse(body).error.type).toBe('invalid_request_error');
  });

  test('a HEAD that the parser gives up is answered without a body', async () => {
    expect(await raw(`HEAD /v1/${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431[^{]*$/,
    );
  });

  test('10,000 headers, two lengths and a broken request line are refused and harm nothing [S6]', async () => {
    const headers = Array.from({ length: 10_000 }, (_, index) => `X-${index}: y`).join('\r\n');
    expect(await raw(`GET /v1/tokens HTTP/1.1\r\nHost: x\r\n${headers}\r\n\r\n`)).toMatch(/^HTTP\/1.1 4/);
    const lengths = 'Content-Length: 3\r\nContent-Length: 5\r\n';
    expect(await raw(`POST /v1/tokens HTTP/1.1\r\nHost: x\r\n${lengths}\r\nabcde`)).toMatch(/^HTTP\/1.1 400/);
    expect(await raw('nonsense\r\n\r\n')).toMatch(/^HTTP\/1.1 400/);
    await expectAlive();
  });
});

/** What the server answers to these bytes, until it closes the connection. */
function raw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(sandbox.url);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setTimeout(2000, () => socket.destroy());
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}

describe('a zero character in an address', () => {
  test('of the API is in no object’s', async () => {
    const answer = await get(sandbox, '/v1/customers/cus_%00');
    expect(answer.status).toBe(404);
    expect(error(answer).type).toBe('invalid_request_error');
  });

  test('of anything else leads nowhere', async () => {
    for (const path of ['/3ds/pi_%00', '/dashboard/requests/req_%00'])
      expect((await send(`${sandbox.url}${path}`)).status, path).toBe(404);
  });
});
