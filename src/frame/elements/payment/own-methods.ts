import type { SessionMethod } from '../../../contract/elements-session.js';
import { isRecord, type Json, type JsonObject } from '../../../wire/index.js';
import { createNode } from '../../form/nodes.js';

/** A payment method of the shop's own, by which its page is paid itself. */
export interface OwnMethod extends SessionMethod {
  /** Its subtitle, which is in its panel; empty where it has none. */
  note: HTMLElement;
}

/** Longest subtitle, as in the public API. */
const LONGEST_SUBTITLE = 100;
const LONGEST_NAME = 60;

/** Names of external types that are not their words with capitals. */
const NAMES: Record<string, string> = {
  au_pay: 'au PAY',
  famipay: 'FamiPay',
  gcash: 'GCash',
  kbc: 'KBC',
  knet: 'KNET',
  line_pay: 'LINE Pay',
  paypal: 'PayPal',
  paypay: 'PayPay',
  postfinance: 'PostFinance',
  truelayer: 'TrueLayer',
  twint: 'TWINT',
  webmoney: 'WebMoney',
};

/** Reads the group's options `customPaymentMethods` and `externalPaymentMethodTypes`, and says what is left out, and why. */
export function readOwnMethods(group: JsonObject): { methods: OwnMethod[]; dropped: string[] } {
  const dropped: string[] = [];
  const custom = listOf(group.customPaymentMethods).map((given, index) =>
    readCustom(given, (reason) => dropped.push(`customPaymentMethods[${index}].${reason}`)),
  );
  const external = listOf(group.externalPaymentMethodTypes).map((type, index) => {
    if (/^external_[a-z_]+$/.test(`${type}`)) return ownMethod(`${type}`, nameOf(`${type}`));
    dropped.push(`externalPaymentMethodTypes[${index}]: not the name of a type, such as external_paypal`);
    return undefined;
  });
  return { methods: [...custom, ...external].filter((method) => method !== undefined), dropped };
}

const listOf = (given: Json | undefined): Json[] => (Array.isArray(given) ? given : []);
const recordOf = (given: Json | undefined): JsonObject => (isRecord(given) ? (given as JsonObject) : {});

function readCustom(given: Json, drop: (reason: string) => void): OwnMethod | undefined {
  const { id, displayName, options = null, payment = options } = recordOf(given);
  const { type = 'static', subtitle = '' } = recordOf(payment);
  if (typeof id !== 'string' || !/^cpmt_\w+$/.test(id))
    drop('id: not the id of a custom payment method, cpmt_…');
  else if (typeof displayName !== 'string' || !displayName.trim())
    drop('displayName: missing. The row shows it');
  else {
    if (type !== 'static') drop('options.type: only static is supported: a row without content of the page');
    return ownMethod(id, displayName.slice(0, LONGEST_NAME), `${subtitle}`.slice(0, LONGEST_SUBTITLE));
  }
  return undefined;
}

function ownMethod(type: string, name: string, subtitle = ''): OwnMethod {
  const note = createNode('p', 'note');
  note.textContent = subtitle;
  return { type, name, note, flow: 'direct' };
}

/** Returns the name of an external type: `external_samsung_pay` is Samsung Pay. */
function nameOf(type: string): string {
  const words = type.replace('external_', '');
  return (
    NAMES[words] ?? words.replace(/(^|_)([a-z])/g, (_, gap, letter) => (gap && ' ') + letter.toUpperCase())
  );
}
