/** Files, such as photos of identity documents, by the official client: they are measured, and not kept. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { dumpOf } from './dump.js';
import { eventually, send, start, temporaryDirectory } from './harness.js';
import { activeAccount, eventsOf, officialClient, refusal, VERIFIED } from './official.js';

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
  const dump = await dumpOf(dataDir);
  expect(dump).toContain('passport.png');
  expect(dump).not.toContain(canary);
});

describe('a link to a file', () => {
  const DAY = 24 * 3600;
  const now = () => Math.floor(Date.now() / 1000);

  test('is created, read, changed and listed by its file, and has no address, because nothing is kept', async () => {
    const file = await upload(PNG, 'business_logo');
    const link = await stripe.fileLinks.create({ file: file.id, metadata: { shop: '7' } });
    expect(link).toMatchObject({
      object: 'file_link',
      expired: false,
      expires_at: null,
      file: file.id,
      livemode: false,
      metadata: { shop: '7' },
      url: null,
    });
    expect(link.id).toMatch(/^link_/);
    expect((await stripe.fileLinks.retrieve(link.id, { expand: ['file'] })).file).toEqual(file);
    const end = now() + DAY;
    const changed = await stripe.fileLinks.update(link.id, { expires_at: end, metadata: { shop: '' } });
    expect(changed).toMatchObject({ expired: false, expires_at: end, metadata: {} });
    expect(await stripe.fileLinks.update(link.id, { expires_at: '' })).toMatchObject({ expires_at: null });
    await stripe.fileLinks.create({ file: (await upload(PNG, 'business_icon')).id });
    expect((await stripe.fileLinks.list({ file: file.id })).data.map(({ id }) => id)).toEqual([link.id]);
  });

  test('expires at its time, or when it is told to, and stays so', async () => {
    const { id: file } = await upload(PNG, 'dispute_evidence');
    const create = (expires_at?: number) =>
      stripe.fileLinks.create({ file, ...(expires_at && { expires_at }) });
    const [ended, soon, open] = [await create(), await create(now() + 2), await create(now() + DAY)];
    expect(await stripe.fileLinks.update(ended.id, { expires_at: 'now' })).toMatchObject({ expired: true });
    await eventually(
      () => stripe.fileLinks.retrieve(soon.id),
      ({ expired }) => expired,
    );
    const idsOf = async (expired: boolean) =>
      (await stripe.fileLinks.list({ file, expired })).data.map(({ id }) => id).sort();
    expect(await idsOf(true)).toEqual([ended.id, soon.id].sort());
    expect(await idsOf(false)).toEqual([open.id]);
    const again = await refusal(stripe.fileLinks.update(ended.id, { expires_at: '' }));
    expect(again.raw).toMatchObject({ param: 'expires_at' });
    expect((await refusal(create(now() - 1))).raw).toMatchObject({ param: 'expires_at' });
  });

  test('leads to no document of identity, and to no file of another account', async () => {
    const passport = await upload();
    const refused = await refusal(stripe.fileLinks.create({ file: passport.id }));
    expect(refused.raw).toMatchObject({
      param: 'file',
      message: expect.stringContaining('identity_document'),
    });
    const { id: stripeAccount } = await activeAccount(stripe);
    const other = officialClient(sandbox, sandbox.secretKey, { stripeAccount });
    const { id: file } = await upload(PNG, 'business_logo', other);
    expect((await refusal(stripe.fileLinks.create({ file }))).raw).toMatchObject({
      code: 'resource_missing',
    });
    expect(await other.fileLinks.create({ file })).toMatchObject({ file });
  });
});

test('an upload is told in an event', async () => {
  const file = await upload();
  expect(await eventsOf(stripe, file.id)).toEqual(['file.created']);
});
