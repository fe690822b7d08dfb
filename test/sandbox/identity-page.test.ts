/** The page of a verification, as a browser and as an attacker reaches it. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { FORM, post, send, start } from './harness.js';
import { eventsOf, officialClient } from './official.js';

type Session = Stripe.Identity.VerificationSession;

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const create = (more: Stripe.Identity.VerificationSessionCreateParams = {}) =>
  stripe.identity.verificationSessions.create({ type: 'document', ...more });

const retrieve = (id: string) => stripe.identity.verificationSessions.retrieve(id);

/** Opens the page of a session, as the browser of its person does. */
async function enter({ url }: Session) {
  const { headers } = await send(`${url}`, { headers: { 'sec-fetch-dest': 'document' } });
  const page = `${sandbox.url}${headers.location}`;
  const cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const show = (query = '') => send(page + query, { headers: { cookie } });
  const submit = (body: Record<string, string>, origin = sandbox.url) =>
    send(page, {
      method: 'POST',
      headers: { cookie, origin, ...FORM },
      body: new URLSearchParams(body).toString(),
    });
  return { page, cookie, show, submit };
}

/** Opens the page of a session for a dialog, as the host's own frame does. */
async function openDialog(session: Pick<Session, 'id' | 'client_secret'>): Promise<string> {
  const path = `/v1/identity/verification_sessions/${session.id}/open`;
  return (await post(sandbox, path, { client_secret: `${session.client_secret}` })).json.url;
}

const IN_FRAME = { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' };

describe('the page of a verification', () => {
  test('says first that nobody is verified, and offers only what the session allows', async () => {
    const session = await create({
      options: { document: { allowed_types: ['passport'], require_id_number: true } },
    });
    const { show } = await enter(session);
    const { text } = await show();
    expect(text).toContain('Nobody is verified here');
    expect(text).toContain('Step 1 of 5');
    const choice = (await show('?step=document')).text;
    expect(choice).toContain('value="passport"');
    expect(choice).not.toContain('value="id_card"');
    expect([...choice.matchAll(/<option value="(\w+)"/g)].map(([, code]) => code)).toEqual([
      'BR',
      'SG',
      'US',
    ]);
    const outcomes = (await show('?step=outcome&country=BR&type=passport')).text;
    expect(outcomes).toContain('value="id_number_mismatch"');
    expect(outcomes).not.toContain('value="selfie_face_mismatch"');
  });

  test('submits what was chosen, once, and leads back', async () => {
    const session = await create({ return_url: 'https://shop.example/done?a=1&b=2' });
    const { show, submit } = await enter(session);
    const chosen = { country: 'DE', outcome: 'document_expired', type: 'id_card' };
    const answers = await Promise.all([submit(chosen), submit(chosen)]);
    for (const { status, headers } of answers)
      expect([status, headers.location]).toEqual([303, expect.any(String)]);
    const back = await show();
    expect(back.text).toContain('content="0; url=https://shop.example/done?a=1&amp;b=2"');
    expect((await submit(chosen)).status).toBe(303);
    const types = (await eventsOf(stripe, session.id)).filter((type) => type.endsWith('processing'));
    expect(types).toHaveLength(1);
  });

  test('says that it is done where no address was given to go back to', async () => {
    const session = await create();
    const { show, submit } = await enter(session);
    await submit({ outcome: 'consent_declined' });
    expect((await show()).text).toContain('Nothing was submitted');
    const again = await enter(await retrieve(session.id));
    await again.submit({ outcome: 'verified' });
    expect((await again.show('?step=outcome')).text).toContain('being checked');
    expect((await retrieve(session.id)).status).toBe('processing');
  });

  test('asks again where no outcome was chosen, or one that the session can’t have', async () => {
    const session = await create();
    const { submit } = await enter(session);
    for (const outcome of ['', 'selfie_face_mismatch', 'nonsense', 'constructor'])
      expect((await submit({ outcome })).headers.location).toContain('?step=outcome');
    expect((await retrieve(session.id)).last_error).toBeNull();
  });

  test('says that a session is over which was canceled meanwhile', async () => {
    const session = await create();
    const { show, submit } = await enter(session);
    await stripe.identity.verificationSessions.cancel(session.id);
    const { status, text } = await show();
    expect([status, text]).toEqual([410, expect.stringContaining('This verification is over')]);
    await submit({ outcome: 'verified' });
    expect((await retrieve(session.id)).status).toBe('canceled');
  });
});

describe('an attacker', () => {
  test('can’t open a link a second time, nor one that was used by a submission in between [S18]', async () => {
    const session = await create();
    const { url } = await retrieve(session.id);
    await enter(session);
    const again = await send(`${session.url}`, { headers: { 'sec-fetch-dest': 'document' } });
    expect([again.status, again.headers['set-cookie']]).toEqual([410, undefined]);
    const other = await enter({ ...session, url });
    await other.submit({ outcome: 'document_expired' });
    const latest = await retrieve(session.id);
    expect(latest.status).toBe('processing');
    expect((await send(`${sandbox.url}/identity/open/1${'0'.repeat(32)}`)).status).toBe(404);
  });

  test('can’t use the visit of somebody else, with its address or with a cookie of their own [S18]', async () => {
    const [mine, theirs] = [await enter(await create()), await enter(await create())];
    for (const cookie of ['', mine.cookie])
      expect((await send(theirs.page, { headers: { cookie } })).status).toBe(410);
    const body = 'outcome=verified';
    const headers = { cookie: mine.cookie, origin: sandbox.url, ...FORM };
    expect((await send(theirs.page, { method: 'POST', headers, body })).status).toBe(410);
  });

  test('can’t submit from another site [S18]', async () => {
    const session = await create();
    const { submit } = await enter(session);
    for (const origin of ['https://evil.example', 'null', ''])
      expect((await submit({ outcome: 'verified' }, origin)).status).toBe(403);
    expect((await retrieve(session.id)).status).toBe('requires_input');
  });

  test('can’t frame the page, and neither a frame nor a prefetch uses a link up [S18]', async () => {
    const session = await create();
    const automatic: Record<string, string>[] = [
      { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-dest': 'document', 'sec-purpose': 'prefetch' },
    ];
    for (const headers of automatic) expect((await send(`${session.url}`, { headers })).status).toBe(403);
    const { show } = await enter(session);
    const { headers } = await show();
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('script-src');
  });

  test('can’t write into the page by its address, by a name or by what a shop gave [S18]', async () => {
    const evil = '"><script>alert(1)</script>\u202e';
    const session = await create({ metadata: { a: evil }, client_reference_id: evil });
    const { show } = await enter(session);
    const query = new URLSearchParams({ step: 'photo', country: evil, type: evil });
    for (const address of [`?${query}`, `?${new URLSearchParams({ step: evil })}`]) {
      const { status, text } = await show(address);
      expect(status).toBe(200);
      expect(text).not.toContain('<script');
    }
  });

  test('can’t lead a person to a script or to an address that looks like another [S18]', async () => {
    for (const return_url of [
      'javascript:alert(1)',
      'data:text/html,x',
      '//evil.example',
      'https://shop.example@evil.example',
    ])
      await expect(create({ return_url })).rejects.toMatchObject({ param: 'return_url' });
    const { submit, show } = await enter(await create({ return_url: 'https://shop.example/"><script>' }));
    await submit({ outcome: 'consent_declined', return_url: 'https://evil.example' });
    const { text } = await show('?return_url=https://evil.example');
    expect(text).not.toContain('evil.example');
    expect(text).not.toContain('"><script>');
  });
});

describe('the page in a dialog', () => {
  test('is opened with a client secret, as often as a person begins, until something was submitted', async () => {
    const session = await create();
    const [first, second] = [await openDialog(session), await openDialog(session)];
    expect(first).not.toBe(second);
    expect(first).not.toContain(`${session.client_secret}`.split('_secret_')[1]);
    const { status, text, headers } = await send(second, { headers: IN_FRAME });
    expect([status, text]).toEqual([200, expect.stringContaining('Nobody is verified here')]);
    expect(headers['cache-control']).toBe('no-store');
    const body = 'outcome=verified&country=US&type=passport';
    const own = { ...IN_FRAME, origin: sandbox.url, ...FORM };
    expect((await send(second, { method: 'POST', headers: own, body })).status).toBe(303);
    const done = await send(second, { headers: IN_FRAME });
    expect(done.headers.location).toBe('/frame/v1/authenticated.html');
    expect((await send(first, { headers: IN_FRAME })).status).toBe(303);
    const path = `/v1/identity/verification_sessions/${session.id}`;
    const secret = { client_secret: `${session.client_secret}` };
    const progress = (await post(sandbox, `${path}/progress`, secret)).json;
    expect(progress).toEqual({
      id: session.id,
      object: 'identity.verification_session',
      last_error: null,
      livemode: false,
      status: 'processing',
    });
    const refused = (await post(sandbox, `${path}/open`, secret)).json.error;
    expect(refused).toMatchObject({ code: 'session_expired', param: 'client_secret' });
  });

  test('is shown only to the host’s own frame, and takes only its own forms [S18]', async () => {
    const session = await create();
    const address = await openDialog(session);
    for (const headers of [
      { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-dest': 'document', 'sec-fetch-site': 'none' },
    ])
      expect((await send(address, { headers })).status).toBe(403);
    for (const origin of ['https://evil.example', 'null']) {
      const headers = { ...IN_FRAME, origin, ...FORM };
      expect((await send(address, { method: 'POST', headers, body: 'outcome=verified' })).status).toBe(403);
    }
    expect((await send(`${sandbox.url}/identity/dialog/nothing`, { headers: IN_FRAME })).status).toBe(404);
    expect((await retrieve(session.id)).status).toBe('requires_input');
  });

  test('is not opened with the client secret of another session, or with none [S18]', async () => {
    const [session, other] = [await create(), await create()];
    for (const client_secret of [
      `${other.client_secret}`,
      `${session.id}_secret_${`${other.client_secret}`.split('_secret_')[1]}`,
      `${session.id}_secret_`,
      'nonsense',
    ]) {
      const path = `/v1/identity/verification_sessions/${session.id}`;
      for (const step of ['open', 'progress']) {
        const { json } = await post(sandbox, `${path}/${step}`, { client_secret });
        expect(json.error).toMatchObject({ code: 'resource_missing', param: 'client_secret' });
      }
    }
  });
});
