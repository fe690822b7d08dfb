import {
  type AccountNumbers,
  bacsNumbers,
  becsNumbers,
  findAccount,
  isUnknown,
  usNumbers,
} from '../../contract/account-numbers.js';
import {
  bacsAccountObject,
  becsAccountObject,
  connectionObject,
  type ShownUsAccount,
  TEST_ADDRESS,
  TEST_HOLDER,
  usAccountObject,
} from '../../contract/kept-account.js';
import { NONE_WRONG, type WrongAnswers } from '../../contract/microdeposits.js';
import type { DebitBehaviour, TestAccount } from '../../contract/test-accounts.js';
import { bacsAccounts } from '../../contract/test-bacs-accounts.js';
import { becsAccounts } from '../../contract/test-becs-accounts.js';
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
  /** Name of the parameter with the bank's code. */
  bankCode: string;
  shown(last4: string): JsonObject;
}

const KINDS: Record<string, Kind> = {
  bacs_debit: { numbers: bacsNumbers, bankCode: 'sort_code', shown: bacsAccountObject },
  au_becs_debit: { numbers: becsNumbers, bankCode: 'bsb_number', shown: becsAccountObject },
};

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
  const { number, behaviour } = readNumbers(kind.numbers, type, given, kind.bankCode);
  return { type, details: kind.shown(number.slice(-4)), behaviour, verified: true, wrong: NONE_WRONG };
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
  const { number, behaviour } = readNumbers(usNumbers, 'us_bank_account', given, 'routing_number', () =>
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
  numbers: AccountNumbers,
  type: string,
  given: JsonObject,
  code: string,
  check = () => {},
): TestAccount {
  const typed = { bankCode: needed(given, type, code), account: needed(given, type, 'account_number') };
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
  return au && { account: named('au_becs_debit', au), holder: TEST_HOLDER };
}

const named = (type: keyof typeof KINDS, { number, behaviour }: TestAccount): BankAccount => ({
  type,
  details: (KINDS[type] as Kind).shown(number.slice(-4)),
  behaviour,
  verified: true,
  wrong: NONE_WRONG,
});
