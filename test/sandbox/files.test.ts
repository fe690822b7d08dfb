/** Files, such as photos of identity documents, by the official client: they are measured, and not kept. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { dumpOf } from './dump.js';
import { send, start, temporaryDirectory } from './harness.js';
import { activeAccount, officialClient, refusal, VERIFIED } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const [PNG, JPEG, PDF] = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff, 0xe0],
  [0x25, 0x50, 0x44, 0x46],
].map((beginning) => Buffer.concat([Buffer.from(beginning), Buffer.alloc(996, 'x')])) as [
  Buffer,
  Buffer,
  Buffer,
];

const upload = (
  data: Buffer = PNG,
  purpose: Stripe.FileCreateParams.Purpose = 'identity_document',
  client = stripe,
) => client.files.create({ purpose, file: { name: 'passport.png', data, type: 'image/png' } });

describe('a file', () => {
  test.each([
    ['png', PNG],
    ['jpg', JPEG],
    ['pdf', PDF],
  ])('is uploaded, read and listed, and known by its contents: %s', async (type, data) => {
    const file = await upload(data);
    expect(file).toMatchObject({
      object: 'file',
      filename: 'passport.png',
      purpose: 'identity_document',
      size: 1000,
      type,
      url: null,
    });
    expect(file.id).toMatch(/^file_/);
    expect(await stripe.files.retrieve(file.id)).toEqual(file);
    expect((await stripe.files.list({ limit: 1 })).data).toEqual([file]);
  });

  test('is listed by its purpose', async () => {
    const evidence = await upload(PNG, 'dispute_evidence');
    await upload();
    const { data } = await stripe.files.list({ purpose: 'dispute_evidence' });
    expect(data.map(({ id }) => id)).toEqual([evidence.id]);
  });

  test('belongs to the account that it was uploaded for', async () => {
    const { id: stripeAccount } = await activeAccount(stripe);
    const { id } = await upload(
      PNG,
      'identity_document',
      officialClient(sandbox, sandbox.secretKey, { stripeAccount }),
    );
    expect(await refusal(stripe.files.retrieve(id))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
    expect((await stripe.files.retrieve(id, {}, { stripeAccount })).id).toBe(id);
  });

  test('is refused with other contents, for another purpose and where it is none', async () => {
    expect(await refusal(upload(Buffer.from('MZ program')))).toMatchObject({
      statusCode: 400,
      param: 'file',
    });
    expect(await refusal(upload(PNG, 'anything'))).toMatchObject({ statusCode: 400, param: 'purpose' });
    const asText = { purpose: 'identity_document', file: 'passport' };
    const answer = await refusal(stripe.rawRequest('POST', '/v1/files', asText));
    expect(answer).toMatchObject({ statusCode: 400, param: 'file' });
  });

  test('is refused where the body is no form, or too large', async () => {
    const ask = (body: string | Buffer, type = 'multipart/form-data; boundary=x') =>
      send(`${sandbox.url}/v1/files`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${sandbox.secretKey}`, 'Content-Type': type },
        body: body as never,
      });
    expect((await ask('--x nonsense')).status).toBe(400);
    expect((await ask('{}', 'application/json')).status).toBe(415);
    expect((await refusal(upload(Buffer.alloc(11 * 1024 * 1024)))).statusCode).toBe(413);
  });
});

describe('a document of an account', () => {
  const { id_number: _, ...person } = VERIFIED.individual ?? {};
  const withDocument = (front: string) => ({
    individual: { ...person, ssn_last_4: '1111', verification: { document: { front } } },
  });

  test('is a file that was uploaded, and beats a number', async () => {
    const { id } = await upload();
    const account = await activeAccount(stripe, withDocument(id));
    expect(account.individual?.verification).toMatchObject({ status: 'verified', document: { front: id } });
    const { id: own } = await upload(
      JPEG,
      'identity_document',
      officialClient(sandbox, sandbox.secretKey, { stripeAccount: account.id }),
    );
    expect(
      await stripe.accounts.update(account.id, { individual: { verification: { document: { back: own } } } }),
    ).toMatchObject({ individual: { verification: { document: { front: id, back: own } } } });
  });

  test('is refused where nobody has uploaded it, or it is for something else', async () => {
    const param = 'individual[verification][document][front]';
    const none = await refusal(activeAccount(stripe, withDocument('file_none')));
    expect(none).toMatchObject({ statusCode: 400, code: 'resource_missing', param });
    const { id } = await upload(PNG, 'dispute_evidence');
    expect(await refusal(activeAccount(stripe, withDocument(id)))).toMatchObject({ statusCode: 400, param });
    const { id: account } = await activeAccount(stripe);
    const additional_document = { front: 'file_none' };
    const ofPerson = stripe.accounts.createPerson(account, { verification: { additional_document } });
    expect(await refusal(ofPerson)).toMatchObject({
      code: 'resource_missing',
      param: 'verification[additional_document][front]',
    });
    const documents = { bank_account_ownership_verification: { files: ['file_none'] } };
    expect(await refusal(stripe.accounts.update(account, { documents }))).toMatchObject({
      code: 'resource_missing',
      param: 'documents[bank_account_ownership_verification][files][0]',
    });
  });
});

test('the contents of a file are nowhere in the database', async () => {
  const dataDir = temporaryDirectory();
  const own = await start({ memory: false, dataDir });
  const canary = 'a-canary-in-a-picture';
  await upload(Buffer.concat([PNG, Buffer.from(canary)]), 'identity_document', officialClient(own));
  await own.close();
  const dump = await dumpOf(dataDir, ['public.host_files']);
  expect(dump).toContain('passport.png');
  expect(dump).not.toContain(canary);
});
