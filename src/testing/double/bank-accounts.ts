import {
  type AccountNumbers,
  bacsNumbers,
  becsNumbers,
  findAccount,
  isUnknown,
  nzNumbers,
  usNumbers,
} from '../../contract/account-numbers.js';
import {
  bacsAccountObject,
  becsAccountObject,
  connectionObject,
  nzAccountObject,
  type ShownUsAccount,
  TEST_ADDRESS,
  TEST_HOLDER,
  usAccountObject,
} from '../../contract/kept-account.js';
import { NONE_WRONG, type WrongAnswers } from '../../contract/microdeposits.js';
import type { DebitBehaviour, TestAccount } from '../../contract/test-accounts.js';
import { bacsAccounts } from '../../contract/test-bacs-accounts.js';
import { becsAccounts } from '../../contract/test-becs-accounts.js';
import { nzAccounts } from '../../contract/test-nz-accounts.js';
import { type UsAccountBehaviour, usAccounts } from '../../contract/test-us-accounts.js';
import type { JsonObject } from '../../wire/index.js';
import { invalidRequest } from './refusals.js';

/** A bank account with a national number, of which only the last digits are kept. */
export interface BankAccount {
  type: string;
  /** The property `<type>` of its PaymentMethod. */
  details: JsonObject;
  behaviour: UsAccountBehaviour;
  /** Whether its holder has shown that it is theirs. Only US accounts have to be verified. */
  verified: boolean;
  /** Number of wrong answers to microdeposits. */
  wrong: WrongAnswers;
}

/** An account that was chosen at its bank, by the id of the connection. */
export type Connections = Map<string, Omit<ShownUsAccount, 'connection'> & { behaviour: DebitBehaviour }>;

interface Kind {
  numbers: AccountNumbers;
  /** Names of the parameters with the bank's code, in their order. */
  bankCode: string[];
  /** Names of the parameters with the account's number. */
  account: string[];
  shown(account: TestAccount, given: JsonObject): JsonObject;
}

const KINDS: Record<string, Kind> = {
  bacs_debit: {
    numbers: bacsNumbers,
    bankCode: ['sort_code'],
    account: ['account_number'],
    shown: ({ number }) => bacsAccountObject(number.slice(-4)),
  },
  au_becs_debit: {
    numbers: becsNumbers,
    bankCode: ['bsb_number'],
    account: ['account_number'],
    shown: ({ number }) => becsAccountObject(number.slice(-4)),
  },
  nz_bank_account: {
    numbers: nzNumbers,
    bankCode: ['bank_code', 'branch_code'],
    account: ['account_number', 'suffix'],
    shown: ({ name }, { account_holder_name: holder }) =>
      nzAccountObject(name, typeof holder === 'string' ? holder : null),
  },
};

const US = { numbers: usNumbers, bankCode: ['routing_number'], account: ['account_number'] };

/**
 * Reads the data of a bank account; `undefined` for another type.
 *
 * @throws Refusal for numbers of no test account, and for what is missing.
 */
export function readBankAccount(
  type: string,
  given: JsonObject,
  connections: Connections,
): BankAccount | undefined {
  if (type === 'us_bank_account') return readUsAccount(given, connections);
  const kind = KINDS[type];
  if (!kind) return undefined;
  const account = readNumbers(kind, type, given);
  return {
    type,
    details: kind.shown(account, given),
    behaviour: account.behaviour,
    verified: true,
    wrong: NONE_WRONG,
  };
}

function readUsAccount(given: JsonObject, connections: Connections): BankAccount {
  const { financial_connections_account: connection } = given;
  if (connection) {
    const connected = connections.get(`${connection}`);
    if (!connected) {
      throw invalidRequest(`No such token: '${connection}'`, { code: 'resource_missing', param: 'token' });
    }
    return usAccount(
      { ...connected, connection: `${connection}`, ...holderIn(given) },
      connected.behaviour,
      true,
    );
  }
  const { number, behaviour } = readNumbers(US, 'us_bank_account', given, () =>
    needed(given, 'us_bank_account', 'account_holder_type'),
  );
  const shown = { holderType: 'individual', accountType: 'checking', ...holderIn(given) } as const;
  return usAccount({ ...shown, last4: number.slice(-4), connection: null }, behaviour, false);
}

const usAccount = (shown: ShownUsAccount, behaviour: DebitBehaviour, verified: boolean): BankAccount => ({
  type: 'us_bank_account',
  details: usAccountObject(shown),
  behaviour,
  verified,
  wrong: NONE_WRONG,
});

/** Returns the kinds of holder and of account that were sent. */
const holderIn = ({ account_holder_type, account_type }: JsonObject) =>
  ({
    ...(account_holder_type && { holderType: account_holder_type }),
    ...(account_type && { accountType: account_type }),
  }) as Partial<Pick<ShownUsAccount, 'accountType' | 'holderType'>>;

/** @param check Looks for what else has to be there before the numbers are compared. */
function readNumbers(
  { numbers, bankCode, account }: Omit<Kind, 'shown'>,
  type: string,
  given: JsonObject,
  check = () => {},
): TestAccount {
  const joined = (names: string[]) => names.map((name) => needed(given, type, name)).join('');
  const typed = { bankCode: joined(bankCode), account: joined(account) };
  check();
  const found = findAccount(numbers, typed);
  if ('account' in found) return found.account;
  const { message, ...details } = found.error;
  throw invalidRequest(message, details);
}

function needed(given: JsonObject, type: string, name: string): string {
  const param = `${type}[${name}]`;
  if (given[name]) return `${given[name]}`;
  throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}

/**
 * Connects an account as its holder does who chooses it at their bank, and returns the token's own part.
 *
 * @throws Refusal for an account that the test bank does not have.
 */
export function connect(connections: Connections, id: string, given: JsonObject): JsonObject {
  const account = usAccounts.all.find(({ name }) => name === given.test_account);
  if (!account) {
    throw invalidRequest(
      `There is no such test account. It must be one of: ${usAccounts.all.map(({ name }) => name).join(', ')}.`,
      { param: 'financial_connections_account[test_account]' },
    );
  }
  const shown = {
    holderType: 'individual',
    accountType: 'checking',
    ...holderIn(given),
    last4: account.number.slice(-4),
  } as const;
  connections.set(id, { ...shown, behaviour: account.behaviour });
  return connectionObject(shown);
}

/** Returns the account of a constant such as `pm_usBankAccount_success`, with the billing details of its holder. */
export function namedAccount(id: string): { account: BankAccount; holder: JsonObject } | undefined {
  const us = usAccounts.named(id);
  if (us) {
    const shown = { holderType: 'individual', accountType: 'checking', connection: null } as const;
    const { behaviour, number } = us;
    const account = usAccount({ ...shown, last4: number.slice(-4) }, behaviour, !behaviour.bouncesDeposits);
    return { account, holder: TEST_HOLDER };
  }
  const gb = bacsAccounts.named(id);
  if (gb && !isUnknown(gb.behaviour))
    return { account: named('bacs_debit', gb), holder: { ...TEST_HOLDER, address: TEST_ADDRESS } };
  const au = becsAccounts.named(id);
  if (au) return { account: named('au_becs_debit', au), holder: TEST_HOLDER };
  const nz = nzAccounts.named(id);
  return nz && { account: named('nz_bank_account', nz), holder: TEST_HOLDER };
}

const named = (type: keyof typeof KINDS, account: TestAccount): BankAccount => ({
  type,
  details: (KINDS[type] as Kind).shown(account, {}),
  behaviour: account.behaviour,
  verified: true,
  wrong: NONE_WRONG,
});
