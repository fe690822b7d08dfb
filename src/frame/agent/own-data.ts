import { isRecord, type JsonObject, type WireError } from '../../wire/index.js';

/** Own data of a type that a page may send, by type. Numbers of cards and accounts are never among them. */
const ALLOWED: Record<string, readonly string[]> = {
  boleto: ['tax_id'],
  card: ['token'],
  eps: ['bank'],
  fpx: ['bank'],
  ideal: ['bank'],
  p24: ['bank'],
  us_bank_account: ['account_holder_type', 'account_type', 'financial_connections_account'],
};

/**
 * Returns the data of a PaymentMethod that a page makes without an Element, or the error that names what only an Element
 * takes. The host knows which types there are.
 */
export function ownData({ type, ...data }: JsonObject): { data: JsonObject } | { error: WireError } {
  const name = `${type}`;
  const own = isRecord(data[name]) ? (data[name] as JsonObject) : {};
  const allowed = Object.hasOwn(ALLOWED, name) ? (ALLOWED[name] as readonly string[]) : [];
  const refused = Object.keys(own).find(
    (field) => !allowed.includes(field) || typeof own[field] !== 'string',
  );
  if (refused === undefined) return { data: { ...data, type: name, [name]: own } };
  return {
    error: {
      type: 'invalid_request_error',
      code: 'parameter_unknown',
      param: `${name}[${refused}]`,
      message: `${name} takes no ${refused} from a page. Pass a mounted Element, or the id of a PaymentMethod.`,
    },
  };
}
