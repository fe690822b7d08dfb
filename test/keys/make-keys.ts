import fc from 'fast-check';
import type { KeyKind, KeyMode } from '../../src/keys/index.js';

/** Keys are built when the tests run: no file of this repository holds one, so that scanners stay quiet. */
export const body = '51Hv7cQpLq8ZtWm0RkYb3Nf6XsD2aE9u';

export const key = (...parts: string[]): string => parts.join('_');

export const publishable = key('pk', 'test', body);
export const publishableLive = key('pk', 'live', body);
export const secretLive = key('sk', 'live', body);
export const secretTest = key('sk', 'test', body);

/** Every kind that must never be in a page, with the mode that its prefix tells. */
export const secrets: [prefix: string, kind: KeyKind, mode: KeyMode | null, key: string][] = [
  ['sk_test', 'secret', 'test', secretTest],
  ['sk_live', 'secret', 'live', secretLive],
  ['sk_prod', 'secret', 'live', key('sk', 'prod', body)],
  ['rk_test', 'restricted', 'test', key('rk', 'test', body)],
  ['rk_live', 'restricted', 'live', key('rk', 'live', body)],
  ['rk_prod', 'restricted', 'live', key('rk', 'prod', body)],
  ['sk_org', 'secret', null, key('sk', 'org', body)],
  ['sk_org_test', 'secret', 'test', key('sk', 'org', 'test', body)],
  ['sk_org_live', 'secret', 'live', key('sk', 'org', 'live', body)],
  ['ek_test', 'ephemeral', 'test', key('ek', 'test', body)],
  ['ek_live', 'ephemeral', 'live', key('ek', 'live', body)],
  ['whsec', 'webhook_secret', null, key('whsec', body)],
];

const fullWidth = (text: string) =>
  text.replace(/[!-~]/g, (character) => String.fromCodePoint((character.codePointAt(0) as number) + 0xfee0));
const percent = (text: string) =>
  text.replace(/./g, (character) => `%${(character.codePointAt(0) as number).toString(16)}`);
const mixedCase = (text: string) =>
  text.replace(/./g, (character, index) => (index % 2 ? character.toUpperCase() : character));
const splitBy = (separator: string) => (text: string) => `${text.slice(0, 5)}${separator}${text.slice(5)}`;

/** What a person, a spreadsheet, a shell or an attacker makes of a key. */
export const disguises: Record<string, (key: string) => string> = {
  none: (text) => text,
  spaces: (text) => `  ${text} `,
  'a line break': (text) => `${text}\r\n`,
  'a tab': (text) => `\t${text}`,
  'double quotes': (text) => `"${text}"`,
  'single quotes': (text) => `'${text}'`,
  backticks: (text) => `\`${text}\``,
  'a byte order mark': (text) => `\ufeff${text}`,
  'zero-width spaces': (text) => `\u200b${text}\u200b`,
  'a zero-width space in the prefix': splitBy('\u200b'),
  'a soft hyphen in the prefix': splitBy('\u00ad'),
  'a word joiner in the prefix after Bearer': (text) => `Bearer ${splitBy('\u2060')(text)}`,
  'a right-to-left override': (text) => `\u202e${text}`,
  'no-break spaces': (text) => `\u00a0${text}\u00a0`,
  'a line break in the prefix': splitBy('\n'),
  'full-width letters': fullWidth,
  'a Kelvin sign for k': (text) => text.replace('k', '\u212a'),
  'upper case': (text) => text.toUpperCase(),
  'mixed case': mixedCase,
  'Bearer ': (text) => `Bearer ${text}`,
  'Authorization: Bearer ': (text) => `Authorization: Bearer ${text}`,
  'Basic and base64': (text) => `Basic ${btoa(`${text}:`)}`,
  base64: (text) => btoa(text),
  'base64 of a part': (text) => btoa(text).slice(0, 21),
  base64url: (text) =>
    btoa(`${text}\u00ff\u00fe>?`).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
  'base64 behind base64 of something else': (text) => `c2tfAAAAAAAA ${btoa(text)}`,
  'percent-encoding': percent,
  'double percent-encoding': (text) => percent(text).replaceAll('%', '%25'),
  'percent-encoding beside a lone %': (text) => `100% ${percent(text)}`,
  'a publishable key in front': (text) => `${publishable} ${text}`,
  'a publishable key behind': (text) => `${text},${publishable}`,
  'a URL': (text) => `https://pay.example.com/?key=${text}&x=1`,
  'URL user info': (text) => `https://${text}:@db.local`,
  'an assignment': (text) => `SECRET_KEY=${text}`,
  JSON: (text) => JSON.stringify({ key: text }),
};

const alphanumeric = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export const alphanumericString = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphanumeric), minLength, maxLength });
