import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { owned } from '../kernel/db/columns.js';
import { time } from '../kernel/db/time.js';
import type { Permissions } from './permissions.js';

export const apiKeys = pgTable('api_keys', {
  ...owned,
  kind: text({ enum: ['publishable', 'secret', 'restricted'] }).notNull(),
  /** A keyed hash of the whole key: what a request is looked up by. */
  hash: text().notNull().unique(),
  last4: text().notNull(),
  /** The key itself, where it may be shown again: publishable keys, and the secret and restricted keys of test mode. */
  plaintext: text(),
  /** What its owner calls it. */
  note: text().notNull().default(''),
  /** Of a restricted key: the resources that it may read, or read and write. */
  permissions: jsonb().$type<Permissions>(),
  /** Of a publishable key: the origins of the pages that it works on, or of all. */
  origins: text().array(),
  /** Of any other key: the addresses, or ranges of them, that it works from, or of all. */
  ipRanges: text().array(),
  /** From when on it is refused: it was rolled, or revoked. */
  expiresAt: time(),
  lastUsedAt: time(),
});
