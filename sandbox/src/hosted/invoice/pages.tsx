/** @jsxImportSource hono/jsx */
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { Log } from '../../kernel/http/log.js';
import type { Platform } from '../../kernel/http/pipeline.js';
import { noteBySecret } from '../../resources/credit-notes/index.js';
import { CREDIT_NOTE_PATH, INVOICE_PATH, invoices } from '../../resources/invoices/index.js';
import { end, failed } from '../end.js';
import { wantedLanguages } from '../language.js';
import { PAYMENT_POLICY, type Payable } from '../payment-form.js';
import { STYLE_HASH } from '../style.js';
import { InvoicePage } from './invoice-page.js';
import { type InvoiceView, readInvoice } from './read.js';
import { INVOICE_STYLE_HASH } from './style.js';
import { speak } from './texts.js';

type Env = { Bindings: HttpBindings; Variables: { requestId: string } };
type Ctx = Context<Env>;

/** What the pages need of the rest of the server. */
export interface InvoicePageOptions {
  /** Folder of the fonts of PDFs. */
  fonts: string;
  /** Returns the key by which a page takes a payment for an account. */
  payableBy(accountId: string): Promise<Payable>;
}

/**
 * Serves the page on which a customer sees an invoice and pays it, and the PDFs of invoices, receipts and credit notes. Whoever
 * has the address is taken for the customer.
 */
export function createInvoicePages(
  { db }: Pick<Platform, 'db'>,
  { fonts, payableBy }: InvoicePageOptions,
  log: Log,
): Hono<Env> {
  const app = new Hono<Env>();
  const invoice = `${INVOICE_PATH}/:account/:secret`;
  const ownerOf = (c: Ctx) => ({ db, accountId: c.req.param('account') ?? '', livemode: false });

  for (const path of [INVOICE_PATH, CREDIT_NOTE_PATH]) {
    app.use(`${path}/*`, async (c, next) => {
      await next();
      for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
    });
  }

  app.get(invoice, (c) =>
    found(c, async (view) => {
      // The address that a payment leads back to names the payment. What became of it is known here.
      if (new URL(c.req.url).search) return c.redirect(new URL(c.req.url).pathname, 303);
      const language = speak(wantedLanguages(c.req.raw, null, view.locales));
      const payable = await payableBy(ownerOf(c).accountId);
      return c.html(<InvoicePage {...view} {...{ language, payable }} path={new URL(c.req.url).pathname} />);
    }),
  );

  app.get(`${invoice}/pdf`, (c) =>
    found(c, async (view) => pdf(c, await (await papers()).invoicePdf(view, 'Invoice', fonts), view)),
  );

  app.get(`${invoice}/receipt`, (c) =>
    found(c, async (view) =>
      view.invoice.status === 'paid'
        ? pdf(c, await (await papers()).invoicePdf(view, 'Receipt', fonts), view)
        : end(c, 404, 'no_receipt', 'no_receipt_text'),
    ),
  );

  app.get(`${CREDIT_NOTE_PATH}/:account/:secret/pdf`, async (c) => {
    const owner = ownerOf(c);
    const row = await noteBySecret(owner, c.req.param('secret'));
    if (!row) return unknown(c);
    const { secret } = await invoices.find(owner, row.invoiceId);
    const view = secret && (await readInvoice(owner, secret));
    if (!view) return unknown(c);
    return pdf(c, await (await papers()).creditNotePdf(view, row.body, row.lines, fonts), {
      invoice: { number: row.body.number },
    });
  });

  app.onError((error, c) => failed(c, error, log));

  async function found(
    c: Ctx,
    answer: (view: InvoiceView) => Promise<Response> | Response,
  ): Promise<Response> {
    const view = await readInvoice(ownerOf(c), c.req.param('secret') ?? '');
    return view ? answer(view) : unknown(c);
  }

  return app;
}

// The fonts and the code for them are large, and few processes write a PDF.
const papers = () => import('./pdf.js');

function pdf(c: Ctx, body: Buffer, { invoice }: { invoice: { number: string | null } }): Response {
  const name = `${String(invoice.number).replace(/[^\w-]/g, '_')}.pdf`;
  return c.body(new Uint8Array(body), 200, {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `inline; filename="${name}"`,
  });
}

const unknown = (c: Ctx) => end(c, 404, 'no_page', 'from_sender');

const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    `default-src 'none'; ${PAYMENT_POLICY}; style-src ${STYLE_HASH} ${INVOICE_STYLE_HASH}; ` +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  // The address by itself shows the invoice.
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};
