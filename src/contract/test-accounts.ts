/** Reason why the debit of a test account fails; `failed` gives no further reason. */
export type DebitFailure =
  | 'account_closed'
  | 'charge_exceeds_source_limit'
  | 'charge_exceeds_transaction_limit'
  | 'charge_exceeds_weekly_limit'
  | 'debit_not_authorized'
  | 'failed'
  | 'insufficient_funds'
  | 'invalid_currency'
  | 'no_account'
  | 'refer_to_customer';

/** Behaviour of a test account when it is debited. With an empty behaviour the debit succeeds. */
export interface DebitBehaviour {
  failure?: DebitFailure;
  /** The debit takes at least three minutes. */
  delayed?: true;
  /** The debit succeeds, and is disputed at once. */
  disputed?: true;
  /** The debit stays pending until its payment is canceled. */
  endless?: true;
}

/** A bank account of test mode with a national number, without separators. */
export interface TestAccount<Behaviour extends DebitBehaviour = DebitBehaviour> {
  number: string;
  /** Unique for its type: the name in the constant of the public testing reference, such as `pm_bacsDebit_<name>`. */
  name: string;
  behaviour: Behaviour;
}

/** The test accounts of one country, all at the same test bank. */
export interface TestAccounts<Behaviour extends DebitBehaviour = DebitBehaviour> {
  all: readonly TestAccount<Behaviour>[];
  /** Code of the test bank: a routing number, a sort code or a BSB. */
  bankCode: string;
  /** Finds the account of a constant such as `pm_usBankAccount_success`. */
  named(id: string): TestAccount<Behaviour> | undefined;
  /** Finds an account by its number, without separators. */
  numbered(number: string): TestAccount<Behaviour> | undefined;
  /** Returns the behaviour of the account of this name. */
  behaviourOf(name: string): Behaviour;
}

/**
 * Creates the list of a country's test accounts and its look-ups.
 *
 * @param prefix Beginning of their constants: `pm_usBankAccount_`.
 */
export function testAccounts<Behaviour extends DebitBehaviour>(
  prefix: string,
  bankCode: string,
  all: readonly TestAccount<Behaviour>[],
): TestAccounts<Behaviour> {
  const byName = new Map(all.map((account) => [account.name, account]));
  const byNumber = new Map(all.map((account) => [account.number, account]));
  return {
    all,
    bankCode,
    named: (id) => (id.startsWith(prefix) ? byName.get(id.slice(prefix.length)) : undefined),
    numbered: (number) => byNumber.get(number),
    behaviourOf: (name) => byName.get(name)?.behaviour ?? ({} as Behaviour),
  };
}
