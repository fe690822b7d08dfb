import { isRecord, type JsonObject } from '../../../wire/index.js';

/** Returns a part of a wallet's answer, which may lack it or have something else in its place. */
export const part = (given: unknown): JsonObject => (isRecord(given) ? (given as JsonObject) : {});

export const textOf = (given: unknown): string => (typeof given === 'string' ? given : '');
