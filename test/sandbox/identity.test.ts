/** Verification sessions and reports: the states that they go through, and what they tell about a person. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Permissions, Sandbox } from '../../sandbox/src/index.js';
import { eventually, start } from './harness.js';
import { eventsOf, officialClient, refusal } from './official.js';

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

const retrieve = (id: string, ...expand: string[]) =>
  stripe.identity.verificationSessions.retrieve(id, { expand });

const submit = (id: string, outcome: string, outputs?: object) =>
  stripe.rawRequest('POST', `/v1/test_helpers/identity/verification_sessions/${id}/submit`, {
    outcome,
    ...(outputs && { verified_outputs: outputs }),
  }) as unknown as Promise<Session>;

/** Submits, and waits until that is checked. */
async function checked(id: string, outcome: string, outputs?: object): Promise<Session> {
  await submit(id, outcome, outputs);
  return eventually(
    () => retrieve(id),
    ({ status }) => status !== 'processing',
  );
}

async function clientWith(permissions: Permissions): Promise<Stripe> {
  const { key } = await sandbox.keys.create({ livemode: false, kind: 'restricted', permissions });
  return officialClient(sandbox, key);
}

const secretIn = ({ url }: Session) => url?.split('/').at(-1) ?? '';

describe('a verification session', () => {
  test('waits for its person, with an address and a client secret that no other answer has', async () => {
    const session = await create({
      client_reference_id: 'user_1',
      metadata: { plan: 'gold' },
      options: { document: { allowed_types: ['passport'], require_matching_selfie: true } },
      provided_details: { email: 'jenny@shop.example' },
    });
    expect(session).toMatchObject({
      object: 'identity.verification_session',
      client_reference_id: 'user_1',
      last_error: null,
      last_verification_report: null,
      livemode: false,
      metadata: { plan: 'gold' },
      options: { document: { allowed_types: ['passport'], require_matching_selfie: true } },
      provided_details: { email: 'jenny@shop.example' },
      redaction: null,
      related_customer: null,
      status: 'requires_input',
      type: 'document',
    });
    expect(session.id).toMatch(/^vs_/);
    expect(session.url).toMatch(`${sandbox.url}/identity/open/`);
    expect(session.client_secret).toMatch(`${session.id}_secret_`);
    expect(session).not.toHaveProperty('verified_outputs');
    const again = await retrieve(session.id);
    expect(again.url).not.toBe(session.url);
    expect(again.client_secret).not.toBe(session.client_secret);
    const secrets = [session, again].map(secretIn);
    const [listed] = (await stripe.identity.verificationSessions.list()).data;
    expect(listed).toMatchObject({ id: session.id, client_secret: null, url: null });
    const { data: events } = await stripe.events.list({ type: 'identity.verification_session.*' });
    const told = JSON.stringify(events);
    expect(told).toContain(session.id);
    for (const secret of secrets) expect(told).not.toContain(secret);
  });

  test('is processing for a moment after it was submitted, and then verified', async () => {
    const { id } = await create();
    const submitted = await submit(id, 'verified');
    expect(submitted).toMatchObject({ status: 'processing', client_secret: null, url: null });
    const done = await eventually(
      () => retrieve(id),
      ({ status }) => status !== 'processing',
    );
    expect(done).toMatchObject({ status: 'verified', last_error: null, client_secret: null, url: null });
    expect(done.last_verification_report).toMatch(/^vr_/);
    const types = (await eventsOf(stripe, id)).map((type) => type.split('.').at(-1));
    expect(types).toEqual(['created', 'processing', 'verified']);
  });

  test('can be tried again after a check that failed, and says why it did', async () => {
    const { id } = await create();
    const failed = await checked(id, 'document_expired');
    expect(failed).toMatchObject({ status: 'requires_input', last_error: { code: 'document_expired' } });
    expect(failed.url).toContain('/identity/open/');
    const first = failed.last_verification_report;
    const after = await checked(id, 'verified');
    expect(after).toMatchObject({ status: 'verified', last_error: null });
    expect(after.last_verification_report).not.toBe(first);
    const reports = await stripe.identity.verificationReports.list({ verification_session: id });
    expect(reports.data.map((report) => report.document?.status)).toEqual(['verified', 'unverified']);
  });

  test('waits on, without a report, where its person left before there was anything to check', async () => {
    const { id } = await create();
    expect(await submit(id, 'consent_declined')).toMatchObject({
      status: 'requires_input',
      last_error: { code: 'consent_declined' },
      last_verification_report: null,
    });
    expect((await retrieve(id)).url).not.toBeNull();
  });

  test('ends only as its checks can', async () => {
    const { id } = await create();
    expect(await refusal(submit(id, 'selfie_face_mismatch'))).toMatchObject({ param: 'outcome' });
    expect(await refusal(submit(id, 'email_unverified_other'))).toMatchObject({ param: 'outcome' });
    const withSelfie = await create({ options: { document: { require_matching_selfie: true } } });
    const { last_verification_report: report } = await checked(withSelfie.id, 'selfie_face_mismatch');
    expect(await stripe.identity.verificationReports.retrieve(String(report))).toMatchObject({
      document: { status: 'verified', first_name: 'Jenny' },
      selfie: { status: 'unverified', error: { code: 'selfie_face_mismatch' } },
    });
    const ofNumber = await create({ type: 'id_number' });
    expect(await refusal(submit(ofNumber.id, 'document_expired'))).toMatchObject({ param: 'outcome' });
    const done = await checked(ofNumber.id, 'id_number_mismatch');
    expect(done.last_error?.code).toBe('id_number_mismatch');
  });

  test('is updated only while it waits', async () => {
    const { id } = await create({ metadata: { a: '1' }, options: { document: { require_id_number: true } } });
    const update = (params: Stripe.Identity.VerificationSessionUpdateParams) =>
      stripe.identity.verificationSessions.update(id, params);
    expect(await update({ metadata: { b: '2' } })).toMatchObject({
      metadata: { a: '1', b: '2' },
      options: { document: { require_id_number: true } },
    });
    expect(await update({ type: 'id_number' })).toMatchObject({
      options: { id_number: {} },
      type: 'id_number',
    });
    expect(await refusal(update({ options: { document: { require_id_number: true } } }))).toMatchObject({
      param: 'options[document]',
    });
    await submit(id, 'verified');
    expect((await refusal(update({ metadata: { c: '3' } }))).message).toContain('processing');
  });

  test('is canceled for good, only while it waits', async () => {
    const { id } = await create();
    const sessions = stripe.identity.verificationSessions;
    expect(await sessions.cancel(id)).toMatchObject({ status: 'canceled', client_secret: null, url: null });
    expect((await refusal(sessions.cancel(id))).message).toContain('its status is canceled');
    expect((await refusal(submit(id, 'verified'))).message).toContain('its status is canceled');
    expect((await retrieve(id)).url).toBeNull();
    expect((await eventsOf(stripe, id)).at(-1)).toBe('identity.verification_session.canceled');
  });

  test('is redacted while it waits, which cancels it, and not while it is checked', async () => {
    const { id } = await create({ metadata: { name: 'Jenny' } });
    expect(await stripe.identity.verificationSessions.redact(id)).toMatchObject({
      client_secret: null,
      redaction: { status: 'processing' },
      status: 'canceled',
      url: null,
    });
    const done = await eventually(
      () => retrieve(id),
      ({ redaction }) => redaction?.status === 'redacted',
    );
    expect(done).toMatchObject({ metadata: {}, status: 'canceled' });
    const types = (await eventsOf(stripe, id)).map((type) => type.split('.').at(-1));
    expect(types).toEqual(['created', 'canceled', 'redacted']);
    const { id: other } = await create();
    await submit(other, 'verified');
    const refused = await refusal(stripe.identity.verificationSessions.redact(other));
    expect(refused.message).toContain('its status is processing');
  });

  test('is found by its state, its reference and its customer', async () => {
    const customer = await stripe.customers.create({ name: 'Jenny Rosen' });
    const { id } = await create({ client_reference_id: 'user_7', related_customer: customer.id });
    const { id: canceled } = await create({ client_reference_id: 'user_7' });
    await stripe.identity.verificationSessions.cancel(canceled);
    const found = async (params: Stripe.Identity.VerificationSessionListParams) =>
      (await stripe.identity.verificationSessions.list(params)).data.map((session) => session.id);
    expect(await found({ client_reference_id: 'user_7' })).toEqual([canceled, id]);
    expect(await found({ client_reference_id: 'user_7', status: 'canceled' })).toEqual([canceled]);
    expect(await found({ related_customer: customer.id })).toEqual([id]);
    expect(await refusal(create({ related_customer: 'cus_none' }))).toMatchObject({
      code: 'resource_missing',
      param: 'related_customer',
    });
  });

  test('is refused, by name, with what this version lacks or what makes no sense', async () => {
    for (const [params, param] of [
      [{ verification_flow: 'vf_123' }, 'verification_flow'],
      [{ related_person: { account: 'acct_1', person: 'person_1' } }, 'related_person'],
      [{ type: 'id_number', options: { document: { require_id_number: true } } }, 'options[document]'],
      [{ return_url: 'javascript:alert(1)' }, 'return_url'],
      [{ return_url: 'https://user:secret@shop.example' }, 'return_url'],
      [{ provided_details: { email: 'jenny' } }, 'provided_details[email]'],
      [{ options: { document: { allowed_types: ['library_card'] } } }, 'options[document][allowed_types][0]'],
    ] as const)
      expect(await refusal(create(params as never)), param).toMatchObject({ param });
    const { url } = sandbox;
    const refused = await refusal(stripe.rawRequest('POST', '/v1/identity/verification_sessions', {}));
    expect(refused, url).toMatchObject({ code: 'parameter_missing', param: 'type' });
  });
});

describe('what a verification finds out', () => {
  const everything = [
    'verified_outputs',
    'verified_outputs.dob',
    'verified_outputs.id_number',
    'last_verification_report.document.dob',
    'last_verification_report.document.number',
    'last_verification_report.document.expiration_date',
    'last_verification_report.id_number.id_number',
  ];

  const verified = async (outputs?: object) => {
    const { id } = await create({ options: { document: { require_id_number: true } } });
    await checked(id, 'verified', outputs);
    return id;
  };

  test('is there where it is expanded, and what is most sensitive only where it is named', async () => {
    const id = await verified();
    const plain = await retrieve(id);
    expect(plain).not.toHaveProperty('verified_outputs');
    const some = await retrieve(id, 'verified_outputs', 'last_verification_report');
    expect(some.verified_outputs).toEqual({
      address: {
        ...{ city: 'San Francisco', country: 'US', line1: '1234 Main St.', line2: null },
        ...{ postal_code: '94111', state: 'CA' },
      },
      ...{ email: null, first_name: 'Jenny', id_number_type: 'us_ssn', last_name: 'Rosen', phone: null },
    });
    const report = some.last_verification_report as Stripe.Identity.VerificationReport;
    expect(report.document).toMatchObject({
      error: null,
      first_name: 'Jenny',
      issuing_country: 'US',
      status: 'verified',
      type: 'driving_license',
    });
    for (const name of ['dob', 'expiration_date', 'number']) expect(report.document).not.toHaveProperty(name);
    expect(report.id_number).not.toHaveProperty('id_number');
    const all = await retrieve(id, ...everything);
    expect(all.verified_outputs).toMatchObject({
      dob: { day: 1, month: 1, year: 1990 },
      id_number: '000000000',
    });
    expect(all.last_verification_report).toMatchObject({
      document: { dob: { day: 1, month: 1, year: 1990 }, number: expect.any(String) },
      id_number: { id_number: '0000' },
    });
    const [listed] = (
      await stripe.identity.verificationSessions.list({ expand: ['data.verified_outputs.dob'] })
    ).data;
    expect(listed?.verified_outputs).toMatchObject({ dob: { year: 1990 }, first_name: 'Jenny' });
  });

  test('is what a test names', async () => {
    const dob = { day: 2, month: 3, year: 1985 };
    const id = await verified({
      address: { country: 'DE' },
      dob,
      first_name: 'Ada',
      id_number: '987-65-4321',
    });
    expect((await retrieve(id, ...everything)).verified_outputs).toMatchObject({
      address: { city: null, country: 'DE', line1: null },
      ...{ dob, first_name: 'Ada', id_number: '987-65-4321', last_name: 'Rosen' },
    });
    const { id: failing } = await create();
    expect(await refusal(submit(failing, 'document_expired', { first_name: 'Ada' }))).toMatchObject({
      param: 'verified_outputs',
    });
  });

  test('is nothing while nobody is verified', async () => {
    const { id } = await create();
    expect(await retrieve(id, 'verified_outputs')).toMatchObject({ verified_outputs: null });
    const { last_verification_report: report } = await checked(id, 'document_unverified_other');
    expect(await stripe.identity.verificationReports.retrieve(String(report))).toMatchObject({
      document: { address: null, first_name: null, last_name: null, status: 'unverified' },
    });
  });

  test('is read by a restricted key only as far as its permissions go', async () => {
    const id = await verified();
    const reader = await clientWith({ identity: 'read' });
    const sessions = reader.identity.verificationSessions;
    const shown = await sessions.retrieve(id, { expand: ['verified_outputs'] });
    expect(shown.verified_outputs?.first_name).toBe('Jenny');
    for (const path of everything.slice(1))
      expect((await refusal(sessions.retrieve(id, { expand: [path] }))).message, path).toContain(
        'identity_sensitive_results=read',
      );
    const trusted = await clientWith({ identity: 'read', identity_sensitive_results: 'read' });
    const all = await trusted.identity.verificationSessions.retrieve(id, { expand: everything });
    expect(all.verified_outputs?.dob?.year).toBe(1990);
    const other = await clientWith({ customers: 'write', identity_sensitive_results: 'write' });
    expect((await refusal(other.identity.verificationSessions.retrieve(id))).code).toBe('permission_missing');
  });

  test('is listed by session, type and reference', async () => {
    const { id } = await create({ client_reference_id: 'user_9' });
    const { last_verification_report: report } = await checked(id, 'verified');
    const { id: other } = await create({ type: 'id_number', client_reference_id: 'user_9' });
    const { last_verification_report: second } = await checked(other, 'verified');
    const found = async (params: Stripe.Identity.VerificationReportListParams) =>
      (await stripe.identity.verificationReports.list(params)).data.map((one) => one.id);
    expect(await found({ verification_session: id })).toEqual([report]);
    expect(await found({ client_reference_id: 'user_9' })).toEqual([second, report]);
    expect(await found({ client_reference_id: 'user_9', type: 'id_number' })).toEqual([second]);
  });
});
