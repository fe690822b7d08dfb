import type Stripe from 'stripe';
import type { CapabilityName } from './capability-names.js';
import type { AddressMeaning, DocumentMeaning, NumberMeaning } from './test-values.js';

/** The properties of an account that were given, as the API shows them. */
export type GivenAccount = Required<
  Pick<
    Stripe.Account,
    | 'business_profile'
    | 'business_type'
    | 'company'
    | 'controller'
    | 'country'
    | 'created'
    | 'default_currency'
    | 'email'
    | 'metadata'
    | 'settings'
    | 'tos_acceptance'
    | 'type'
  >
>;

/** The parts of a person that were given, as the API shows them. */
export type GivenPerson = Omit<
  Stripe.Person,
  | 'account'
  | 'future_requirements'
  | 'id_number_provided'
  | 'id_number_secondary_provided'
  | 'requirements'
  | 'ssn_last_4_provided'
  | 'verification'
> & { created: number };

/** The sensitive parts of a person: whether each was given, and its meaning. */
export interface PersonFacts {
  idNumber?: NumberMeaning;
  idNumberSecondary?: true;
  ssnLast4?: NumberMeaning;
  document?: GivenDocument;
  additionalDocument?: GivenDocument;
  /** Whether the present data was compared with a register, which takes a moment. */
  isChecked: boolean;
}

/** A document by the ids of its files, with the meaning of the front. */
export interface GivenDocument {
  front: string | null;
  back: string | null;
  meaning: DocumentMeaning;
}

export interface PersonState {
  given: GivenPerson;
  facts: PersonFacts;
}

/** The sensitive parts of a company, and the meaning of its other parts. */
export interface CompanyFacts {
  taxId?: NumberMeaning;
  vatId?: true;
  registrationNumber?: true;
  document?: GivenDocument;
  /** The meaning of its address. It never becomes worse again, as in the public API. */
  address?: AddressMeaning;
  isChecked: boolean;
}

/** A bank account or a debit card that an account is paid out to. */
export interface ExternalAccountState {
  /** As the API shows it. */
  body: Stripe.BankAccount | Stripe.Card;
  facts: {
    /** The `name` of the test account or the test card, which decides how a payout to it ends. */
    behaves: string;
    /** The proof that it belongs to the account's holder, where test mode asks for one. */
    ownership?: 'checking' | 'document_due' | 'proven';
  };
}

/** The progress of an account through its onboarding and its life. */
export interface Progress {
  /** Whether its holder was sent to onboarding, from when on the platform sees and changes less. */
  hasBegun: boolean;
  /** Whether everything was given once. */
  isSubmitted: boolean;
  /** The capabilities that were active last: they stay so while later requirements are due. */
  active: CapabilityName[];
  /** Time from which requirements of an active account are due, in seconds. */
  dueSince: number | null;
  rejected: 'fraud' | 'other' | 'terms_of_service' | null;
  /** Whether requirements that were due eventually are due now, and what is blocked until they are met. */
  triggered: 'charges' | 'none' | 'payouts' | 'requirements';
}

/** All data that is stored of a connected account. No number of an id or of an account is among it. */
export interface AccountState {
  given: GivenAccount;
  company: CompanyFacts;
  /** The requested capabilities, with the time of the request in seconds. */
  requested: Partial<Record<CapabilityName, number>>;
  /** The oldest first. The `individual` of an account is one of them. */
  persons: PersonState[];
  /** The oldest first. */
  externalAccounts: ExternalAccountState[];
  progress: Progress;
  /** Amounts by currency that automatic payouts leave in the balance. */
  minimumBalances?: Readonly<Record<string, number>>;
  /** Set for accounts of a release without requirements: nothing is required of them. */
  isWaived?: true;
}

/** Returns the person of an account that belongs to an individual. */
export const individualOf = ({ given, persons }: AccountState): PersonState | undefined =>
  given.business_type === 'individual' || given.business_type === null
    ? persons.find(({ given: person }) => person.relationship?.representative)
    : undefined;

/** Returns a new account of which nothing is known. */
export const newState = (given: GivenAccount): AccountState => ({
  given,
  company: { isChecked: false },
  requested: {},
  persons: [],
  externalAccounts: [],
  progress: {
    hasBegun: false,
    isSubmitted: false,
    active: [],
    dueSince: null,
    rejected: null,
    triggered: 'none',
  },
});

/** Returns an account of a release without requirements. Everything it could do it still can. */
export function stateOfEarlier(body: Stripe.Account, now: number): AccountState {
  const names = Object.keys(body.capabilities ?? {}) as CapabilityName[];
  const created = body.created ?? now;
  const given: GivenAccount = {
    business_profile: body.business_profile ?? null,
    business_type: body.business_type ?? null,
    company: {},
    controller: { type: 'application' },
    country: body.country ?? 'US',
    created,
    default_currency: body.default_currency ?? 'usd',
    email: body.email,
    metadata: body.metadata ?? {},
    settings: body.settings ?? null,
    tos_acceptance: {},
    type: body.type,
  };
  return {
    ...newState(given),
    requested: Object.fromEntries(names.map((name) => [name, created])),
    isWaived: true,
  };
}
