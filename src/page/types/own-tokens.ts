import type { MetadataParam } from '../objects/api-objects.js';

/** A bank account that an account of a platform is paid out to. */
export interface CreateTokenBankAccountData {
  country: string;
  /** ISO 4217, such as `usd`. */
  currency: string;
  /** Code of the bank. An IBAN needs none. */
  routing_number?: string;
  account_number: string;
  account_holder_name?: string;
  account_holder_type: string;
}

/** The number of an id. */
export interface CreateTokenPiiData {
  personal_id_number: string;
}

interface Address {
  city?: string;
  country?: string;
  line1?: string;
  line2?: string;
  postal_code?: string;
  state?: string;
}

/** An address in Japan. */
interface JapaneseAddress extends Address {
  town?: string;
}

/** A document by the ids of its files. */
interface Document {
  back?: string;
  front?: string;
}

/** The data of a person behind an account of a platform. */
interface PersonData {
  address?: Address;
  address_kana?: JapaneseAddress;
  address_kanji?: JapaneseAddress;
  dob?: { day: number; month: number; year: number } | null;
  email?: string;
  first_name?: string;
  first_name_kana?: string;
  first_name_kanji?: string;
  gender?: string;
  /** A number, or a `pii` token. */
  id_number?: string;
  last_name?: string;
  last_name_kana?: string;
  last_name_kanji?: string;
  maiden_name?: string;
  metadata?: MetadataParam | null;
  phone?: string;
  political_exposure?: 'existing' | 'none';
  ssn_last_4?: string;
  verification?: { additional_document?: Document; document?: Document };
}

export interface CreateTokenPersonData extends PersonData {
  relationship?: {
    director?: boolean;
    executive?: boolean;
    owner?: boolean;
    percent_ownership?: number | null;
    representative?: boolean;
    title?: string;
  };
}

export interface CreateTokenAccountData {
  business_type?: 'company' | 'government_entity' | 'individual' | 'non_profit';
  company?: {
    address?: Address;
    address_kana?: JapaneseAddress;
    address_kanji?: JapaneseAddress;
    directors_provided?: boolean;
    executives_provided?: boolean;
    name?: string;
    name_kana?: string;
    name_kanji?: string;
    owners_provided?: boolean;
    phone?: string;
    structure?: string | null;
    tax_id?: string;
    tax_id_registrar?: string;
    vat_id?: string;
    verification?: { document?: Document };
  };
  individual?: PersonData;
  /** Whether its holder has seen and accepted the terms of service. */
  tos_shown_and_accepted?: boolean;
}
