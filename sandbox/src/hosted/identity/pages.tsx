/** @jsxImportSource hono/jsx */
import type { Hono } from 'hono';
import { readForm } from '../../kernel/http/form.js';
import type { Log } from '../../kernel/http/log.js';
import type { Platform } from '../../kernel/http/pipeline.js';
import { inTransaction } from '../../kernel/transaction.js';
import {
  IDENTITY_PATH,
  isGoodFor,
  outcomesOf,
  personOf,
  type Submission,
  sessions,
  submit,
  verificationLinks,
} from '../../resources/identity/index.js';
import { BackPage } from '../layout.js';
import { STYLE_HASH } from '../style.js';
import { type Ctx, createVisitedPages, type Env } from '../visits.js';
import { OverPage, SubmittedPage } from './end-page.js';
import { type Place, placeOfVisit } from './place.js';
import { StepPage } from './step-page.js';
import { choiceIn, stepIn } from './steps.js';
import { IDENTITY_STYLE_HASH } from './style.js';

/** What the pages may load and do, on a page of their own and in a dialog. */
export const PAGE_POLICY = `default-src 'none'; style-src ${STYLE_HASH} ${IDENTITY_STYLE_HASH}; base-uri 'none'; form-action 'self'`;

/** The host's page that tells the frame around it that the person in it is done. */
const DONE = '/frame/v1/authenticated.html';

/** Serves the page of a session's `url`, on which a person would be verified. */
export function createIdentityPages(platform: Platform, log: Log): Hono<Env> {
  const { app, unknown, visited } = createVisitedPages(platform, log, {
    links: verificationLinks,
    path: IDENTITY_PATH,
    policy: `${PAGE_POLICY}; frame-ancestors 'none'`,
    giver: 'from_website',
    renewal: ({ returnUrl }) => returnUrl,
  });

  app.get('/:id', (c) => visited(c, async (link) => show(c, await placeOfVisit(platform, c.req.raw, link))));

  app.post('/:id', (c) =>
    visited(c, async (link) => answer(c, platform, await placeOfVisit(platform, c.req.raw, link))),
  );

  app.all('*', (c) => unknown(c));

  return app;
}

/** Shows the step that the address names, or that there is nothing to do any more. */
export function show(c: Ctx, place: Place): Response | Promise<Response> {
  const { link, row } = place;
  if (link.attempt !== row.attempt) return leave(c, place);
  if (!isGoodFor(link, row)) return c.html(<OverPage place={place} />, 410);
  const query = c.req.query();
  return c.html(<StepPage place={place} step={stepIn(row.body, query)} choice={choiceIn(row.body, query)} />);
}

/** Leads back to where the person came from. */
function leave(c: Ctx, place: Place): Response | Promise<Response> {
  if (place.isDialog) return c.redirect(DONE, 303);
  const { returnUrl } = place.link;
  return c.html(
    returnUrl ? <BackPage address={returnUrl} language={place.language} /> : <SubmittedPage place={place} />,
  );
}

/** Takes the outcome, and shows what follows from it. Without one, it is asked for again. */
export async function answer(c: Ctx, platform: Platform, place: Place): Promise<Response> {
  const { address, row } = place;
  const sent = await readForm(c.req.raw);
  const outcome = outcomesOf(row.body).find((one) => one === sent.outcome);
  if (!outcome) return c.redirect(`${address}?step=outcome`, 303);
  const { country, type: documentType } = choiceIn(row.body, sent);
  await submitOnce(platform, place, { country, documentType, outcome, person: personOf() });
  return c.redirect(address, 303);
}

/** Submits, unless that was done already or is no longer waited for: with a second click, or in another tab. */
const submitOnce = (
  platform: Platform,
  { link, row: { accountId, id, livemode } }: Place,
  submission: Submission,
): Promise<void> =>
  inTransaction(platform, { accountId, livemode }, async (work) => {
    if (isGoodFor(link, await sessions.lock(work, id))) await submit(work, id, submission);
  });
