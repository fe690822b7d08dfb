import { redact } from '../kernel/redact.js';

/** Parameters and properties that hold card data, account numbers or secrets, by their names. */
const SECRET =
  /^(number|cvc|cvv|cvv2|csc|security_code|cvc_update|exp_month|exp_year|iban|account_number|client_secret|secret|key|token)$/;

/** The same, with `[redacted]` for what must not be written down; text that looks like it is redacted wherever it is. */
export function redactParams(value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map(redactParams);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      redact(name),
      SECRET.test(name) ? '[redacted]' : redactParams(item),
    ]),
  );
}
