/** What someone sends who wants a server to stumble. */

/** Texts in the place of any other, each for a way in which one is read wrongly. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '-1',
  '0.1',
  'NaN',
  '1e999',
  '99999999999999',
  '9007199254740993',
  '٣',
  'null',
  '\0',
  // Half of a pair: encoded, these are bytes that are no UTF-8.
  '\ud800',
  '\u202e',
  'İſK',
  'ｕsd',
  '__proto__',
  'constructor',
  'toString',
  "'; drop table customers; --",
  '%00%ff%2e%2e',
  '\r\nX-Injected: yes',
  '<script>alert(1)</script>',
  '🂡'.repeat(2_500),
  'x'.repeat(60_000),
];

/** Whole numbers at the edges of what a number, a column or a date can hold. */
export const HOSTILE_NUMBERS: readonly string[] = [
  '-1',
  '0',
  '2147483648',
  '8640000000001',
  '99999999999999',
  '999999999999999',
  '-999999999999999',
  '9999999999999999',
];

/** What can follow a parameter's name, so that a list or a hash stands where a text was expected. */
export const HOSTILE_SHAPES: readonly string[] = [
  '[]',
  '[0]',
  '[x]',
  '[][]',
  '[99999999999]',
  '[-1]',
  '[__proto__][x]',
  '[constructor][prototype][x]',
  '[toString]',
  '[\0]',
  '[a][b][c][d][e][f][g][h]',
  '[',
  ']',
];

/** Ends of a body that no encoder writes. */
export const HOSTILE_TAILS: readonly string[] = [
  '&a=%ff',
  '&%',
  '&%u0041=1',
  '&=&&==',
  '&a=%c0%80',
  '&a=%00',
  ';a=1',
  '&[]=1',
];

/** Parts of a path in the place of an id. */
export const HOSTILE_SEGMENTS: readonly string[] = [
  '%00',
  '%2e%2e',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '..%5c..%5c',
  '%ff',
  '%',
  '%ED%A0%80',
  '%E2%80%AE',
  '%F0%9F%82%A1',
  '%25%30%30',
  '__proto__',
  'constructor',
  ';',
  '*',
  'x'.repeat(3_000),
];

/** Headers that a request's handling depends on, each with what it should never be. */
export const HOSTILE_HEADERS: Readonly<Record<string, readonly string[]>> = {
  Authorization: [
    '',
    'Bearer',
    'Bearer  ',
    'Basic !!!',
    `Basic ${'A'.repeat(4_000)}`,
    'Digest x',
    `Bearer ${'x'.repeat(8_000)}`,
    'Bearer \xff\xfe',
  ],
  'Content-Type': [
    '',
    'application/json',
    'text/plain',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded; charset=utf-16',
    '\xff',
    ';;;',
  ],
  'Content-Encoding': ['gzip', 'br', 'identity', 'x', 'gzip, gzip', ''],
  'Idempotency-Key': [
    '',
    ' ',
    'x'.repeat(255),
    'x'.repeat(256),
    'x'.repeat(8_000),
    '\xe9\xff',
    '__proto__',
    "'",
  ],
  'Payframe-Account': ['', 'acct_none', '__proto__', 'cus_none', '\xff', 'x'.repeat(4_000)],
  'Stripe-Account': ['acct_none', '\xff'],
  'Payframe-Version': ['', 'latest', '9999-99-99', '2019-01-01', '__proto__', '\xff'],
  'Stripe-Version': ['', '9999-99-99', 'constructor', '\xff'],
  'Payframe-Client-Secret': ['', 'pi_none_secret_none', '__proto__', '\xff', 'x'.repeat(4_000)],
  'Payframe-Page-Origin': ['null', 'https://', '\xff'],
  Accept: ['application/xml', ''],
  'Accept-Encoding': ['x;q=nonsense'],
  'X-Forwarded-Proto': ['javascript', ',https'],
  'X-HTTP-Method-Override': ['DELETE', 'TRACE'],
  'If-None-Match': ['"'.repeat(1_000), '*'],
  Range: ['bytes=-1', 'bytes=0-,0-,0-'],
  Origin: ['null', 'https://', 'https://foreign.example'],
  'Sec-Fetch-Site': ['cross-site', 'x'],
  'Sec-Fetch-Dest': ['iframe', 'x'],
  Host: ['', 'foreign.example', '[', 'a b', '\xff', '[::1', 'x:99999', 'user@x', 'x/y?z#'],
  Cookie: [
    'payframe_dashboard=',
    'payframe_dashboard=.',
    '=;=;=',
    `a=${'b'.repeat(4_000)}`,
    'payframe_dashboard=%',
  ],
};
