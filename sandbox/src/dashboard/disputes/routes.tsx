/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { readUpload, textIn, type Upload } from '../../kernel/http/form.js';
import { ConfirmPage } from '../confirm-page.js';
import { type App, type Ctx, type Dashboard, objectsView, whyRefused } from '../dashboard.js';
import { address, type View } from '../layout.js';
import { DisputePage, Evidence } from './dispute-page.js';
import { changedEvidence } from './evidence.js';
import { EvidencePage, TestWords } from './evidence-page.js';
import { DISPUTES, type DisputeCase, readDispute } from './read.js';

/** Serves the page of a dispute, and the forms by which a person answers or accepts it. */
export function serveDisputes(app: App, dashboard: Dashboard): void {
  const { objects } = dashboard;
  const path = `/${DISPUTES}/:id` as const;

  const opened = async (c: Ctx) => {
    const view = await objectsView(c, dashboard);
    return { view, ...(await readDispute(objects, view, c.req.param('id') ?? '')) };
  };

  app.get(path, async (c) => c.html(<DisputePage {...(await opened(c))} />));

  app.get(`${path}/evidence`, async (c) => c.html(<EvidencePage {...(await opened(c))} />));

  app.post(`${path}/evidence`, async (c) => {
    const { dispute, files, view } = await opened(c);
    const form = await readUpload(c.req.raw);
    try {
      const evidence = await changedEvidence(dispute.evidence, form, (file) => storeFile(file, view));
      if (Object.keys(evidence).length > 0)
        await objects.post('/v1/disputes/:id', dispute.id, { evidence, submit: 'false' }, { view });
    } catch (error) {
      const page = { dispute, files, view, typed: form, error: whyRefused(error) };
      return c.html(<EvidencePage {...page} />, 400);
    }
    const next = textIn(form, 'then') === 'submit' ? '/submit' : '';
    return c.redirect(address(`${DISPUTES}/${dispute.id}${next}`, view), 303);
  });

  async function storeFile(file: Upload, view: View): Promise<string> {
    const params = { file, purpose: 'dispute_evidence' };
    return ((await objects.post('/v1/files', '', params, { view })) as Stripe.File).id;
  }

  for (const { name, Page, route, params } of ENDINGS) {
    app.get(`${path}/${name}`, async (c) => c.html(<Page {...(await opened(c))} />));

    app.post(`${path}/${name}`, async (c) => {
      const shown = await opened(c);
      const { dispute, view } = shown;
      try {
        await objects.post(route, dispute.id, params, { view });
      } catch (error) {
        return c.html(<Page {...shown} error={whyRefused(error)} />, 400);
      }
      return c.redirect(address(`${DISPUTES}/${dispute.id}`, view), 303);
    });
  }
}

interface EndingProps extends DisputeCase {
  view: View;
  error?: string;
}

const SubmitPage = ({ dispute, error, files, view }: EndingProps) => (
  <ConfirmPage
    {...pageOf(dispute, 'submit')}
    view={view}
    title="Submit the evidence?"
    button="Submit the evidence to the bank"
    error={error}
  >
    <p>
      The bank gets this evidence, and then decides. You can submit it only once, and can’t change it
      afterwards.
    </p>
    <TestWords isInquiry={dispute.status.startsWith('warning_')} />
    <h2>Evidence</h2>
    <Evidence dispute={dispute} files={files} />
  </ConfirmPage>
);

const AcceptPage = ({ dispute, error, view }: EndingProps) => (
  <ConfirmPage
    {...pageOf(dispute, 'accept')}
    view={view}
    title="Accept the dispute?"
    button="Accept the dispute"
    isDanger
    error={error}
  >
    <p>
      {dispute.status.startsWith('warning_')
        ? 'The inquiry is closed, and you can no longer submit evidence.'
        : `It is lost: the customer keeps ${money(dispute.amount, dispute.currency)}, and you can no longer submit evidence.`}
    </p>
  </ConfirmPage>
);

const pageOf = ({ id }: Stripe.Dispute, action: string) => ({
  page: DISPUTES,
  back: `${DISPUTES}/${id}`,
  action: `${DISPUTES}/${id}/${action}`,
});

/** What ends a person's part in a dispute: a page that asks, and the route of the API that does it. */
const ENDINGS = [
  { name: 'submit', Page: SubmitPage, route: '/v1/disputes/:id', params: { submit: 'true' } },
  { name: 'accept', Page: AcceptPage, route: '/v1/disputes/:id/close', params: {} },
] as const;
