/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import type { ApiError } from '../kernel/errors.js';
import { explained } from '../kernel/http/explained.js';
import type { Log } from '../kernel/http/log.js';
import { type SharedKey, wantedLanguages } from './language.js';
import { EndPage, speak } from './layout.js';

/** Answers with a page that tells why there is nothing to do here. */
export function end(
  c: Context,
  status: ApiError['status'],
  title: SharedKey,
  text: SharedKey,
  refreshUrl?: string | null,
) {
  const language = languageOf(c);
  const { say } = language;
  return c.html(<EndPage {...{ language, refreshUrl }} title={say(title)} text={say(text)} />, status);
}

/** Answers with a page that tells of an error, which is logged where it is not the visitor's. */
export function failed(c: Context, error: Error, log: Log) {
  const { status, message } = explained(error, c.get('requestId'), log);
  const language = languageOf(c);
  return c.html(<EndPage title={language.say('failed')} text={message} language={language} />, status);
}

const languageOf = (c: Context) => speak(wantedLanguages(c.req.raw));
