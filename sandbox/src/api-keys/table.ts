import { jsonb, text } from 'drizzle-orm/pg-core';
import { owned, ownedTable } from '../kernel/db/columns.js';
import { time } from '../kernel/db/time.js';
import type { Permissions } from './permissions.js';

export const apiKeys = ownedTable('api_keys', {
  ...owned,
  kind: text({ enum: ['publishable', 'secret', 'restricted'] }).notNull(),
  /** Keyed hash of the whole key, by which requests look it up. */
  hash: text().notNull().unique(),
  last4: text().notNull(),
  /** The key itself, where it may be shown again: publishable keys, and the secret and restricted keys of test mode. */
  plaintext: text(),
  /** Note that its owner gave it. */
  note: text().notNull().default(''),
  /** Resources that a restricted key may read, or read and write. */
  permissions: jsonb().$type<Permissions>(),
  /** Origins of the pages that a publishable key works on; `null` for all. */
  origins: text().array(),
  /** Addresses, or ranges of them, that any other key works from; `null` for all. */
  ipRanges: text().array(),
  /** Time from which the key is refused, because it was rolled or revoked. */
  expiresAt: time(),
  lastUsedAt: time(),
});
