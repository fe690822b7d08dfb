import { redact } from '../kernel/redact.js';

/** Names of what holds card data, account numbers or secrets, in lower case and without anything but letters and digits. */
const SECRET = new Set([
  'accountnumber',
  'cardcode',
  'cardnumber',
  'cardverificationcode',
  'cardverificationvalue',
  'cav',
  'cav2',
  'cid',
  'clientsecret',
  'csc',
  'cvc',
  'cvc2',
  'cvcupdate',
  'cvd',
  'cvn',
  'cvn2',
  'cvv',
  'cvv2',
  'expmonth',
  'expyear',
  'iban',
  'key',
  'number',
  'pan',
  'secret',
  'securitycode',
  'token',
  'verificationcode',
  'verificationvalue',
]);

const isSecret = (name: string) =>
  SECRET.has(
    name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^a-z\d]/g, ''),
  );

/** The same, with `[redacted]` for what must not be written down; text that looks like it is redacted wherever it is. */
export function redactObject(value: unknown): unknown {
  return redacted(value, (name) => isSecret(name));
}

/** As `redactObject`, for a request's parameters: of a card nothing is kept, however what it is sent with is called. */
export function redactParams(value: unknown): unknown {
  return redacted(value, (name) => isSecret(name) || name === 'card');
}

function redacted(value: unknown, isHidden: (name: string) => boolean): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item) => redacted(item, isHidden));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      redact(name),
      isHidden(name) ? hidden(item) : redacted(item, isHidden),
    ]),
  );
}

/** Nothing of what was sent but which parts it had, by names that are no one's card. */
function hidden(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return '[redacted]';
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      /^[a-z_]+$/i.test(name) ? name : '[redacted]',
      hidden(item),
    ]),
  );
}
