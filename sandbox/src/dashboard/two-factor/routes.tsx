/** @jsxImportSource hono/jsx */
import { readForm, textIn } from '../../kernel/http/form.js';
import { type App, type Ctx, type Dashboard, viewOf } from '../dashboard.js';
import { notFound } from '../not-found.js';
import { AT_THIS_MACHINE } from '../people/roles.js';
import { tokenOf } from '../session/cookie.js';
import { PROBLEMS, RecoveryCodesPage, SetUpPage, TWO_FACTOR, TwoFactorPage } from './pages.js';

/** Serves a person's second factor: setting it up, new recovery codes, and switching it off. */
export function serveTwoFactor(app: App, { sessions, twoFactor }: Dashboard): void {
  const path = `/${TWO_FACTOR}` as const;

  app.get(path, (c) => (isHere(c) ? notFound(c) : show(c)));

  app.post(path, async (c) => {
    if (isHere(c)) return notFound(c);
    const form = await readForm(c.req.raw);
    const person = c.get('person');
    const sealed = textIn(form, 'sealed');
    const codes = await twoFactor.confirm(person, sealed, textIn(form, 'code'), new Date());
    if (!codes) return show(c, 'That code does not belong to this key.', sealed);
    // Whoever is signed in elsewhere has only given the password.
    await sessions?.closeAll(person.id, tokenOf(c));
    return c.html(<RecoveryCodesPage view={viewOf(c)} codes={codes} />);
  });

  app.post(`${path}/recovery-codes`, (c) =>
    withCode(c, async (id) =>
      c.html(<RecoveryCodesPage view={viewOf(c)} codes={await twoFactor.renew(id)} />),
    ),
  );

  app.post(`${path}/off`, async (c) => {
    if (await twoFactor.isRequired()) return show(c, 'An admin requires two-factor of everyone.');
    return withCode(c, async (id) => {
      await twoFactor.switchOff(id);
      return c.redirect('/dashboard/me', 303);
    });
  });

  async function withCode(c: Ctx, run: (id: string) => Promise<Response>): Promise<Response> {
    if (isHere(c)) return notFound(c);
    const { id } = c.get('person');
    const outcome = await twoFactor.check(id, textIn(await readForm(c.req.raw), 'code'), new Date());
    return outcome === 'right' ? run(id) : show(c, PROBLEMS[outcome]);
  }

  async function show(c: Ctx, error?: string, sealed?: string): Promise<Response> {
    const person = c.get('person');
    const [codesLeft, isRequired] = [await twoFactor.codesLeft(person.id), await twoFactor.isRequired()];
    const page = { view: viewOf(c), isRequired, ...(error && { error }) };
    const shown =
      codesLeft === undefined ? (
        <SetUpPage {...page} proposal={twoFactor.propose(person, sealed)} />
      ) : (
        <TwoFactorPage {...page} codesLeft={codesLeft} />
      );
    return c.html(shown, error ? 400 : 200);
  }
}

/** Whoever is at this machine does not sign in, and has no second factor. */
const isHere = (c: Ctx) => c.get('person').id === AT_THIS_MACHINE.id;
