import type {
  ElementBase,
  ElementChangeEvent,
  ElementClasses,
  ElementEvents,
  VisibilityOption,
} from './element.js';

export type AddressMode = 'shipping' | 'billing';

/**
 * Form for a name and an address, as the country writes it. With a Payment Element in the group, an address in the mode
 * `billing` is the billing address of the payment, and one in the mode `shipping` is where the goods go.
 */
export type PayframeAddressElement = AddressElementMethods &
  ElementBase<AddressElementOptions, AddressElementEvents>;

export interface AddressElementMethods {
  /** Merges options into the previous ones. */
  update(options: Partial<AddressElementOptions>): this;
  /** Shows what is missing, and returns what is typed, complete or not. */
  getValue(
    options?: AddressElementGetValueOptions,
  ): Promise<Pick<AddressElementChangeEvent, 'complete' | 'isNewAddress' | 'value'>>;
}

export interface AddressElementGetValueOptions {
  /** The names of states: in Latin letters, which is the default, or as the country itself writes them. */
  format?: 'latin' | 'localized';
}

export interface AddressElementOptions extends VisibilityOption {
  /** What the address is for. A group has at most one of each. */
  mode: AddressMode;
  /** The countries that can be chosen, ISO 3166-1 alpha-2. One only is not asked for. */
  allowedCountries?: readonly string[] | null;
  /** Whether addresses are suggested while a person types, by the provider that the host has. Default `disabled`. */
  autocomplete?:
    | { mode: 'automatic' }
    | { mode: 'disabled' }
    /** The same as `automatic`: nothing is asked of Google. */
    | { mode: 'google_maps_api'; apiKey: string };
  /** Refuses a box at a post office. */
  blockPoBox?: boolean;
  /** Saved addresses. The first is chosen to begin with. */
  contacts?: readonly AddressContact[];
  /** Values to begin with. A person may change them. */
  defaultValues?: {
    name?: string | null;
    firstName?: string | null;
    lastName?: string | null;
    address?: {
      line1?: string | null;
      line2?: string | null;
      city?: string | null;
      state?: string | null;
      postal_code?: string | null;
      country: string;
    };
    phone?: string | null;
  };
  fields?: {
    /** Whether a phone number is asked for. By itself, only where `validation` requires it. */
    phone?: 'always' | 'never' | 'auto';
  };
  validation?: {
    /** Whether it has to be given. By itself, wherever it is asked for. */
    phone?: { required: 'always' | 'never' | 'auto' };
  };
  display?: {
    /** One field for the whole name, two for its parts, or one for a company. Default `full`. */
    name?: 'full' | 'split' | 'organization';
  };
  /** Class names that the container gets in each state; default `StripeElement`, `StripeElement--focus`, … */
  classes?: ElementClasses;
}

/** A saved address. */
export interface AddressContact {
  name: string;
  phone?: string;
  address: {
    line1: string;
    line2?: string;
    city: string;
    state: string;
    postal_code: string;
    country: string;
  };
}

export interface AddressElementEvents extends ElementEvents<'address'> {
  change: AddressElementChangeEvent;
}

export interface AddressElementChangeEvent extends ElementChangeEvent<'address'> {
  elementMode: AddressMode;
  /** False while a saved address is chosen. */
  isNewAddress: boolean;
  /** What is typed, complete or not. Parts that the country's addresses do without are empty. */
  value: {
    name: string;
    firstName?: string;
    lastName?: string;
    address: {
      line1: string;
      line2: string | null;
      city: string;
      state: string;
      postal_code: string;
      country: string;
    };
    phone?: string;
  };
}
