import type { KeyStore } from '../api-keys/api-key.js';
import type { Permissions } from '../api-keys/permissions.js';
import type { UpstreamOptions } from '../live/upstream.js';
import type { WalletOptions } from '../live/wallets.js';

/** Settings of a sandbox, which the flags and variables of the command `payframe-sandbox` also set. */
export interface SandboxOptions {
  /** The port to listen on, by default 4242. `0` picks a free one. */
  port?: number;
  /** The address to bind. By default `127.0.0.1`, which only this machine can reach. */
  host?: string;
  /** Stores nothing on disk; `dataDir` and `databaseUrl` are ignored. */
  memory?: boolean;
  /** Directory of the embedded database. By default `.payframe` in the working directory. */
  dataDir?: string;
  /** A PostgreSQL (15 or later) to use instead of the embedded one: `postgres://…`. Any number of sandboxes may share it. */
  databaseUrl?: string;
  /** The built frames and SDK to serve, with their `headers.json`. */
  hostDir?: string;
  /**
   * Font files that may draw the text that a person types, where a page's `fonts` has the same bytes. By
   * default only the system's fonts do.
   */
  fonts?: string[];
  /**
   * The origins of the shops that may show the frames, such as `https://shop.example.com`. A page of another
   * origin may not show them, and may not embed such a shop. By default every page may.
   */
  shops?: string[];
  /** Takes the log line by line, without ends of line. By default nothing is logged. */
  log?: (line: string) => void;
  /** Form of each line: words with a time first, as by default, or one object as JSON. */
  logFormat?: 'text' | 'json';
  /**
   * Address that serves `GET /metrics` in Prometheus' text format to everyone who can reach it. Port `0` picks
   * a free one. By default there are no metrics.
   */
  metrics?: { host: string; port: number };
  /** Number of objects that a publishable key may create per second from one address, by default 100. */
  rateLimit?: number;
  /** Sends all events of test mode to this address: `http://localhost:3000/webhook`. */
  forwardTo?: string;
  /**
   * Whether events of test mode may be sent to this machine and to private networks, as by default. With
   * `false` they go only to public addresses, and to that of `forwardTo`. Events of live mode always go only
   * to public addresses.
   */
  privateWebhooks?: boolean;
  /**
   * The proxies in front, by address or range (`10.0.0.0/8`). Where one of them passes a request on, the
   * client's address is read from `X-Forwarded-For`. By default the header is ignored.
   */
  trustedProxies?: string[];
  /**
   * The owner's password for the dashboard, with which it can be seen from anywhere, also by people whom the owner
   * invites. By default it can be seen only from this machine.
   */
  dashboardPassword?: string;
  /** The API that live cards and payments are sent to. Without one, live mode says how to configure it. */
  upstream?: UpstreamOptions;
  /**
   * Where the suggestions of an Address Element in live mode come from: an address with `{query}`, and `{country}` if it takes
   * one, that answers with GeoJSON as Photon and Pelias do. Without one there are none, and nobody is asked.
   */
  addressUrl?: string;
  /** Wallets for which an Express Checkout Element has a button in live mode. By default none. */
  wallets?: WalletOptions;
  /**
   * What becomes of a subscription after the last attempt to collect one of its invoices. It is kept for later starts; at first
   * it is `canceled`.
   */
  afterDunning?: 'canceled' | 'past_due' | 'unpaid';
  /** Creates a restricted key of test mode with these permissions, or finds the one of an earlier start. */
  restricted?: Permissions;
}

/** A sandbox that takes requests. */
export interface Sandbox {
  /** The origin of the API, the frames and the dashboard: `http://127.0.0.1:4242`. */
  url: string;
  /** The address of the SDK's script. */
  script: string;
  /** Test mode key for pages. */
  publishableKey: string;
  /** Test mode key only for servers. */
  secretKey: string;
  /** The address of the metrics, where `metrics` asked for them. */
  metrics?: string;
  /** The secret that signs events to the address of `forwardTo`. */
  webhookSecret?: string;
  /** The restricted key, where `restricted` asked for one. */
  restrictedKey?: string;
  /** The account's keys, to create, roll and revoke them. */
  keys: KeyStore;
  /**
   * Answers the requests in flight, takes no new ones, and closes the database. With `drain`, as on SIGTERM,
   * an unused connection stays open for the 5 seconds that answers announce in `Keep-Alive`, so that no
   * request meets a closed connection. Otherwise it is closed after half a second.
   */
  close(closing?: { drain?: boolean }): Promise<void>;
}
