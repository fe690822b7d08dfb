import { isRecord, type Json, type JsonObject } from '../../../wire/index.js';

/** The options of an Address Element, with what is left out filled in. */
export interface AddressOptions {
  mode: 'shipping' | 'billing';
  /** ISO 3166-1 alpha-2; `null` for all. */
  countries: string[] | null;
  name: 'full' | 'split' | 'organization';
  /** Whether a phone number is asked for, and has to be given. */
  phone: 'required' | 'optional' | 'hidden';
  blocksPoBox: boolean;
  /** What the form begins with: `name`, `firstName`, `lastName`, `phone`, `address`. */
  defaults: JsonObject;
  contacts: SavedContact[];
  /** Whether addresses are suggested while a person types. */
  suggests: boolean;
}

/** A saved address. */
export type SavedContact = JsonObject & { address: JsonObject };

/** The modes of `autocomplete` in which addresses are suggested. */
const SUGGESTING = new Set<Json | undefined>(['automatic', 'google_maps_api']);

/** Reads the options of a page, which may be of any shape. */
export function readOptions(options: JsonObject): AddressOptions {
  const { mode, allowedCountries, contacts, blockPoBox } = options;
  const name = at(options, 'display', 'name');
  const countries = textsIn(allowedCountries)
    .map((code) => code.toUpperCase())
    .filter((code) => /^[A-Z]{2}$/.test(code));
  return {
    mode: mode === 'billing' ? 'billing' : 'shipping',
    countries: countries.length ? [...new Set(countries)] : null,
    name: name === 'split' || name === 'organization' ? name : 'full',
    phone: phoneOf(at(options, 'fields', 'phone'), at(options, 'validation', 'phone', 'required')),
    blocksPoBox: blockPoBox === true,
    defaults: recordOf(options.defaultValues),
    contacts: (Array.isArray(contacts) ? contacts : []).filter(isContact),
    suggests: SUGGESTING.has(at(options, 'autocomplete', 'mode')),
  };
}

/** Returns whether a phone number is asked for. By itself it is not, unless it has to be given. */
function phoneOf(field: Json | undefined, required: Json | undefined): AddressOptions['phone'] {
  const isAsked = field === 'always' || (field !== 'never' && required === 'always');
  if (!isAsked) return 'hidden';
  return required === 'never' ? 'optional' : 'required';
}

const recordOf = (value: Json | undefined): JsonObject => (isRecord(value) ? (value as JsonObject) : {});

const at = (options: JsonObject, ...path: string[]): Json | undefined =>
  path.reduce<Json | undefined>((of, name) => recordOf(of)[name], options);

const textsIn = (list: Json | undefined): string[] =>
  (Array.isArray(list) ? list : []).filter((entry) => typeof entry === 'string');

const isContact = (value: Json): value is SavedContact => isRecord(value) && isRecord(value.address);
