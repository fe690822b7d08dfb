import type { Flag } from './flags.js';

/** The settings of `payframe-sandbox`. `npm run contract` writes the reference in `docs/configuration.md` from them. */
export const settings = {
  port: {
    takes: 'N',
    default: '4242',
    alsoFrom: 'PORT',
    what: 'the port to listen on; 0 picks a free one',
  },
  host: {
    takes: 'ADDR',
    default: '127.0.0.1',
    what: 'the address to bind; only this machine can reach the default',
  },
  memory: {
    what: 'keep nothing on disk, whatever else is set',
  },
  data: {
    takes: 'DIR',
    default: '.payframe',
    what: 'where the embedded database lives; one process at a time',
  },
  'forward-to': {
    takes: 'URL',
    what: 'send all events of the account to this address, such as http://localhost:3000/webhook',
    more: 'It prints the [secret that signs them](webhooks.md).',
  },
  'no-private-webhooks': {
    what: 'send events only to public addresses, and to that of --forward-to',
    more: '[Where events may go](webhooks.md#where-events-may-go).',
  },
  'trusted-proxy': {
    takes: 'ADDRESSES',
    isList: true,
    what: 'take the client’s address from X-Forwarded-For where these pass it on, such as 127.0.0.1,10.0.0.0/8',
    more: '[Behind a proxy](hosting.md#any-other-proxy-or-a-cdn).',
  },
  shops: {
    takes: 'ORIGINS',
    what: 'show the frames only in pages of these origins, such as https://shop.example,https://www.shop.example',
    more: 'By default every page may show them.',
  },
  restricted: {
    takes: 'PERMISSIONS',
    what: 'create a restricted key, such as customers=read,disputes=write',
    more: '[Keys](keys.md).',
  },
  'after-dunning': {
    takes: 'STATUS',
    what: 'what becomes of a subscription after the last attempt to collect its invoice: canceled, unpaid or past_due',
    more: 'It is kept for later starts; at first it is canceled. [Payments that fail](subscriptions.md#payments-that-fail).',
  },
  font: {
    takes: 'FILE',
    isList: true,
    what: 'a font that may draw what is typed into a field, where a page has it in its fonts; more than once for more',
    more: '[What a font may draw](styling.md#what-a-font-may-draw).',
  },
  log: {
    takes: 'FORMAT',
    default: 'text',
    what: 'how the log on stderr is written: text or json',
    more: 'A line has one entry and its time. [What is in the log](hosting.md#logs-and-metrics).',
  },
  metrics: {
    takes: 'ADDR:PORT',
    what: 'serve GET /metrics for Prometheus there, such as 127.0.0.1:9464, to all who can reach it',
    more: '[Which metrics there are](hosting.md#logs-and-metrics).',
  },
  json: {
    what: 'print one line of JSON when ready: url, script, publishableKey, secretKey, restrictedKey, webhookSecret, metrics',
  },
} as const satisfies Record<string, Flag>;

/** A setting that is only a variable: on a command line, every user of the machine could read it. */
export interface Variable {
  what: string;
  /** What else the reference in `docs` says, in Markdown. */
  more?: string;
}

export const variables = {
  DATABASE_URL: {
    what: 'a PostgreSQL (15 or later) to use instead of the embedded database: postgres://…',
    more: 'Any number of processes may [share it](hosting.md#several-processes).',
  },
  PAYFRAME_DASHBOARD_PASSWORD: {
    what: 'the owner’s password for /dashboard, which then opens on other machines too, and for people who are invited',
    more: '[Who sees the dashboard](dashboard.md#who-sees-it).',
  },
  PAYFRAME_UPSTREAM_URL: {
    what: 'where live mode sends cards and payments',
    more: '[Live mode](live-mode.md).',
  },
  PAYFRAME_UPSTREAM_SECRET_KEY: { what: 'the key for it' },
  PAYFRAME_ADDRESS_URL: {
    what: 'where live mode looks addresses up while one is typed, such as https://photon.example/api?q={query}',
    more: '[Suggestions](address-element.md#suggestions).',
  },
  PAYFRAME_APPLE_PAY_MERCHANT_ID: {
    what: 'shows a button of Apple Pay in live mode: the merchant’s id at Apple, such as merchant.com.example.shop',
    more: '[Apple Pay](wallets.md#apple-pay).',
  },
  PAYFRAME_APPLE_PAY_CERTIFICATE: { what: 'file of the merchant identity certificate, in PEM' },
  PAYFRAME_APPLE_PAY_KEY: { what: 'file of the private key of that certificate, in PEM' },
  PAYFRAME_APPLE_PAY_DOMAIN_ASSOCIATION: {
    what: 'file that Apple gives out to prove the host’s domain; it is served where Apple looks for it',
  },
  PAYFRAME_GOOGLE_PAY_MERCHANT_ID: {
    what: 'shows a button of Google Pay in live mode: the merchant’s id at Google',
    more: '[Google Pay](wallets.md#google-pay).',
  },
  PAYFRAME_GOOGLE_PAY_GATEWAY: { what: 'the gateway that Google encrypts cards for, such as stripe' },
  PAYFRAME_GOOGLE_PAY_GATEWAY_MERCHANT_ID: {
    what: 'the merchant’s name at the gateway; for stripe a publishable key of it',
  },
  PAYFRAME_GOOGLE_PAY_ENVIRONMENT: { what: 'PRODUCTION, or TEST for Google’s own test cards' },
} as const satisfies Record<string, Variable>;
