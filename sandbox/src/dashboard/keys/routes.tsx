/** @jsxImportSource hono/jsx */
import type { KeyRow } from '../../api-keys/index.js';
import { type Params, readForm, textIn } from '../../kernel/http/form.js';
import { type App, type Ctx, type Dashboard, readKept, viewOf } from '../dashboard.js';
import { notFound } from '../not-found.js';
import { InvalidField, type KeyFields, readKeyFields } from './key-fields.js';
import { KeyPage, KeysPage, MadeKeyPage, NewKeyPage, ROLL_DELAYS } from './keys-page.js';
import { PRESETS } from './presets.js';

/** Serves the keys of the platform: their list, the forms for new ones, and what can be done with one. */
export function serveKeys(app: App, { keys }: Dashboard): void {
  app.get('/keys', async (c) => {
    const view = viewOf(c);
    const rows = (await keys.list()).filter(({ livemode }) => livemode === (view.mode === 'live'));
    return c.html(<KeysPage view={view} keys={rows} now={new Date()} />);
  });

  app.get('/keys/new/:kind', (c) => {
    const kind = kindOf(c.req.param('kind'));
    if (!kind) return notFound(c);
    const preset = PRESETS.find(({ name }) => name === c.req.query('preset'));
    const fields = { kind, note: '', permissions: preset?.permissions ?? {}, origins: null, ipRanges: null };
    return c.html(<NewKeyPage view={viewOf(c)} fields={fields} />);
  });

  app.post('/keys/new/:kind', async (c) => {
    const kind = kindOf(c.req.param('kind'));
    if (!kind) return notFound(c);
    const view = viewOf(c);
    const { fields, error } = tryRead(kind, await readKept(c));
    if (error) return c.html(<NewKeyPage view={view} fields={fields} error={error} />, 400);
    const made = await keys.create({ ...fields, livemode: view.mode === 'live' });
    c.set('createdId', made.row.id);
    return c.html(<MadeKeyPage view={view} made={made} />);
  });

  app.get('/keys/:id', (c) =>
    withKey(c, (row) => c.html(<KeyPage view={viewOf(c)} row={row} now={new Date()} />)),
  );

  app.post('/keys/:id', (c) =>
    withKey(c, async (row) => {
      const { fields, error } = tryRead(row.kind, await readKept(c));
      const { kind, ...change } = fields;
      if (!error) await keys.change(row.id, change);
      const page = { view: viewOf(c), row: { ...row, ...change }, now: new Date() };
      return error ? c.html(<KeyPage {...page} error={error} />, 400) : c.html(<KeyPage {...page} saved />);
    }),
  );

  app.post('/keys/:id/reveal', (c) =>
    withKey(c, (row) => c.html(<KeyPage view={viewOf(c)} row={row} now={new Date()} revealed />)),
  );

  app.post('/keys/:id/roll', (c) =>
    withKey(c, async (row) => {
      const delay = ROLL_DELAYS.get(textIn(await readForm(c.req.raw), 'expire'));
      const made = delay === undefined ? undefined : await keys.roll(row.id, delay);
      return made ? c.html(<MadeKeyPage view={viewOf(c)} made={made} />) : notFound(c);
    }),
  );

  app.post('/keys/:id/revoke', (c) =>
    withKey(c, async (row) => {
      await keys.revoke(row.id);
      return c.redirect(`/dashboard/keys${row.livemode ? '?mode=live' : ''}`, 303);
    }),
  );

  async function withKey(c: Ctx, answer: (row: KeyRow) => Response | Promise<Response>): Promise<Response> {
    const row = await keys.find(c.req.param('id') ?? '');
    return row ? answer(row) : notFound(c);
  }
}

const kindOf = (name: string): KeyFields['kind'] | undefined =>
  name === 'publishable' || name === 'secret' || name === 'restricted' ? name : undefined;

function tryRead(kind: KeyFields['kind'], form: Params): { fields: KeyFields; error?: string } {
  try {
    return { fields: readKeyFields(kind, form) };
  } catch (error) {
    if (!(error instanceof InvalidField)) throw error;
    const { origins, ipRanges, ...kept } = form;
    return { fields: readKeyFields(kind, kept), error: error.message };
  }
}
