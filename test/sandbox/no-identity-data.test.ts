/** What identifies people, companies and bank accounts goes in, and is nowhere afterwards. */
import type Stripe from 'stripe';
import { beforeAll, describe, expect, test } from 'vitest';
import { dumpOf } from './dump.js';
import { start, temporaryDirectory } from './harness.js';
import { activeAccount, BANK_ACCOUNT, officialClient, refusal, VERIFIED } from './official.js';

const ID_NUMBER = '528491736';
const SECOND_ID = '528491737';
const SSN = '7391';
const TAX_ID = '914628357';
const VAT_ID = 'DE914628355';
const REGISTRATION = 'HRB914628';
const NUMBERS = [
  ID_NUMBER,
  SECOND_ID,
  TAX_ID,
  VAT_ID,
  REGISTRATION,
  BANK_ACCOUNT.account_number,
  '000111111116',
];

const log: string[] = [];
const answers: string[] = [];
let dump = '';

/** An onboarding, with everything that can be given, right and wrong. */
beforeAll(async () => {
  const dataDir = temporaryDirectory();
  const sandbox = await start({ memory: false, dataDir, log: (line) => log.push(line) });
  const stripe = officialClient(sandbox);
  const keep = <Value>(value: Value): Value => {
    answers.push(JSON.stringify(value));
    return value;
  };
  keep(
    await activeAccount(stripe, {
      individual: { ...VERIFIED.individual, id_number: ID_NUMBER, ssn_last_4: SSN },
    }),
  );
  const { individual: _, ...rest } = VERIFIED;
  const account = keep(
    await stripe.accounts.create({
      ...rest,
      business_type: 'company',
      company: { name: 'Canary Rides', tax_id: TAX_ID, vat_id: VAT_ID, registration_number: REGISTRATION },
    }),
  );
  const numbers = { id_number: ID_NUMBER, id_number_secondary: SECOND_ID, ssn_last_4: SSN };
  keep(await stripe.accounts.createPerson(account.id, { ...numbers, first_name: 'Canary' }));
  for (const kind of [
    {
      account: {
        individual: { ...numbers, first_name: 'Canary' },
        company: { tax_id: TAX_ID, vat_id: VAT_ID },
      },
    },
    { person: { ...numbers, first_name: 'Canary' } },
    { pii: { id_number: ID_NUMBER } },
    {
      bank_account: {
        country: 'US',
        currency: 'usd',
        routing_number: '110000000',
        account_number: '000111111116',
      },
    },
  ])
    keep(await stripe.tokens.create(kind as Stripe.TokenCreateParams));
  const external_account = { ...BANK_ACCOUNT, account_number: '000111111116' };
  keep(await stripe.accounts.createExternalAccount(account.id, { external_account }));
  keep(await stripe.accounts.update(account.id, { company: { tax_id: TAX_ID } }));
  keep(await refusal(stripe.accounts.update(account.id, { company: { tax_id: `${TAX_ID}!` } })));
  keep(await refusal(stripe.accounts.createPerson(account.id, { id_number: `${ID_NUMBER}!` })));
  keep(await refusal(stripe.tokens.create({ pii: { id_number: `${ID_NUMBER}!` } })));
  keep(await refusal(stripe.accounts.createExternalAccount(account.id, { external_account })));
  keep(
    await refusal(
      stripe.accounts.update(account.id, { metadata: { bank: external_account.account_number } }),
    ),
  );
  keep(await stripe.accounts.list());
  keep(await stripe.events.list({ limit: 100 }));
  await sandbox.close();
  dump = await dumpOf(dataDir);
});

const numbersIn = (text: string) => NUMBERS.filter((number) => text.replaceAll('-', '').includes(number));

/** Four digits are too few to be looked for without what surrounds them. */
const ssnIn = (text: string) => new RegExp(`(?<![0-9A-Za-z_.:-])${SSN}(?![0-9A-Za-z_.:-])`).test(text);

describe('after an onboarding', () => {
  test('no number of an id, a company or a bank account is in the database', () => {
    for (const kept of ['Canary Rides', 'person_', 'ct_', 'cpt_', 'ba_', 'capability.updated', '[redacted]'])
      expect(dump).toContain(kept);
    expect(numbersIn(dump)).toEqual([]);
    expect(ssnIn(dump)).toBe(false);
  });

  test('none is in the log, in an answer, in an error or in an event', () => {
    expect(log.join('\n')).toContain('/v1/accounts');
    for (const text of [log.join('\n'), ...answers]) {
      expect(numbersIn(text)).toEqual([]);
      expect(ssnIn(text)).toBe(false);
    }
  });
});

test('they would be found', () => {
  expect(numbersIn(`{"id_number":"${ID_NUMBER}"}`)).toEqual([ID_NUMBER]);
  expect(ssnIn(`{"ssn_last_4":"${SSN}"}`)).toBe(true);
});
