/** What is known of a person goes in, is redacted, and is nowhere afterwards. */
import type Stripe from 'stripe';
import { beforeAll, describe, expect, test } from 'vitest';
import { dumpOf } from './dump.js';
import { eventually, start, temporaryDirectory } from './harness.js';
import { activeAccount, eventsOf, officialClient, refusal } from './official.js';

type Session = Stripe.Identity.VerificationSession;
type Report = Stripe.Identity.VerificationReport;

const PERSON = {
  address: { city: 'Canaryville', country: 'US', line1: '77 Canary Row', postal_code: '60609' },
  dob: { day: 23, month: 11, year: 1934 },
  first_name: 'Canarina',
  id_number: '528-49-1736',
  last_name: 'Featherstone',
};
const EMAIL = 'canarina@feathers.example';
const PHONE = '+13125550177';
const NICKNAME = 'Birdie Featherweight';
const CANARIES = ['Canary', 'Canarina', 'Feather', 'feathers', '528-49-1736', '1736', '13125550177', '1934'];

const log: string[] = [];
const answers: string[] = [];
const found = new Map<'before' | 'after', string[]>();
let session: Session;
let redacted: Session;
let report: Report;
let events: string[];
let repeated: Stripe.errors.StripeError[];
let refused: Stripe.errors.StripeError[];

/** Digits are those of a person only by themselves: a time in seconds may contain any four. */
const canariesIn = (text: string) =>
  CANARIES.filter((canary) => new RegExp(`(?<!\\d)${canary}(?!\\d)`).test(text));

/** A verification of a person, of an account of its own and of one that is connected, with everything that can be told. */
beforeAll(async () => {
  const dataDir = temporaryDirectory();
  const sandbox = await start({ memory: false, dataDir, log: (line) => log.push(line) });
  const stripe = officialClient(sandbox);
  const connected = await activeAccount(stripe);
  const all: Session[] = [];
  for (const stripeAccount of [undefined, connected.id]) {
    const client = officialClient(sandbox, sandbox.secretKey, stripeAccount ? { stripeAccount } : {});
    all.push(await tell(client, `${stripeAccount}`));
  }
  await sandbox.close();
  found.set('before', canariesIn(await dumpOf(dataDir)));

  const again = await start({ memory: false, dataDir, log: (line) => log.push(line) });
  for (const [at, stripeAccount] of [undefined, connected.id].entries()) {
    const client = officialClient(again, again.secretKey, stripeAccount ? { stripeAccount } : {});
    const { id } = all[at] as Session;
    await client.identity.verificationSessions.redact(id);
    await eventually(
      () => client.identity.verificationSessions.retrieve(id),
      ({ redaction }) => redaction?.status === 'redacted',
    );
  }
  const everything = officialClient(again);
  answers.push(JSON.stringify(await everything.events.list({ limit: 100 })));
  answers.push(JSON.stringify(await everything.rawRequest('GET', '/v1/test_helpers/requests?limit=100')));
  await again.close();
  found.set('after', canariesIn(await dumpOf(dataDir)));

  const last = await start({ memory: false, dataDir, log: (line) => log.push(line) });
  const client = officialClient(last);
  const { id } = all[0] as Session;
  session = all[0] as Session;
  redacted = await client.identity.verificationSessions.retrieve(id, {
    expand: ['verified_outputs.dob', 'last_verification_report.document.dob'],
  });
  report = redacted.last_verification_report as Report;
  events = await eventsOf(client, id);
  repeated = [await refusal(create(client, 'undefined')), await refusal(submitFor(client, id, 'undefined'))];
  refused = [
    await refusal(client.identity.verificationSessions.redact(id)),
    await refusal(client.identity.verificationSessions.update(id, { metadata: { a: '1' } })),
    await refusal(client.identity.verificationSessions.cancel(id)),
  ];
  answers.push(JSON.stringify(redacted));
  await last.close();
});

const create = (client: Stripe, key: string) =>
  client.identity.verificationSessions.create(
    {
      metadata: { nickname: NICKNAME },
      options: { document: { require_id_number: true, require_matching_selfie: true } },
      provided_details: { email: EMAIL, phone: PHONE },
      type: 'document',
    },
    { idempotencyKey: `create-${key}` },
  );

const submitFor = (client: Stripe, id: string, key: string) =>
  client.rawRequest(
    'POST',
    `/v1/test_helpers/identity/verification_sessions/${id}/submit`,
    { outcome: 'verified', verified_outputs: PERSON },
    { idempotencyKey: `submit-${key}` },
  );

/** Tells everything about a person, and reads it in every way. */
async function tell(client: Stripe, key: string): Promise<Session> {
  const { id } = await create(client, key);
  const sessions = client.identity.verificationSessions;
  await sessions.update(
    id,
    { metadata: { called: NICKNAME }, expand: ['verified_outputs'] },
    { idempotencyKey: `update-${key}` },
  );
  await submitFor(client, id, key);
  await eventually(
    () => sessions.retrieve(id),
    ({ status }) => status === 'verified',
  );
  await refusal(sessions.update(id, { metadata: { late: NICKNAME } }, { idempotencyKey: `late-${key}` }));
  return sessions.retrieve(id, { expand: ['verified_outputs.dob', 'last_verification_report'] });
}

describe('what was told about a person', () => {
  test('is kept until it is redacted, and would be found', () => {
    expect(session.verified_outputs).toMatchObject({ dob: PERSON.dob, first_name: 'Canarina' });
    expect(found.get('before')).toEqual(
      expect.arrayContaining(['Canarina', 'Feather', '13125550177', '1736']),
    );
  });

  test('is nowhere in the database once it is redacted', () => {
    expect(found.get('after')).toEqual([]);
  });

  test('is in no answer, event, request or line of the log', () => {
    for (const text of [...answers, log.join('\n')]) expect(canariesIn(text)).toEqual([]);
  });

  test('leaves a session that says so, and how it ended', () => {
    expect(redacted).toMatchObject({
      id: session.id,
      metadata: {},
      provided_details: { email: '[redacted]', phone: '[redacted]' },
      redaction: { status: 'redacted' },
      status: 'verified',
      verified_outputs: { dob: { day: null, month: null, year: null }, first_name: '[redacted]' },
    });
    expect(report.document).toMatchObject({
      dob: { day: null, month: null, year: null },
      first_name: '[redacted]',
      issuing_country: 'US',
      status: 'verified',
      type: 'driving_license',
    });
    expect(events.at(-1)).toBe('identity.verification_session.redacted');
  });

  test('does not come back with a request that is repeated, which does nothing again', () => {
    for (const error of repeated)
      expect(error).toMatchObject({
        type: 'StripeIdempotencyError',
        message: expect.stringContaining('redacted'),
      });
  });

  test('makes a session useless, for good', () => {
    for (const { message } of refused) expect(message).toContain('was redacted');
  });
});
