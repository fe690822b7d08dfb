import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { inWords } from '../../kernel/in-words.js';
import { listing } from '../../kernel/listing.js';
import { defineResource } from '../../kernel/resource.js';
import { finder } from './find.js';
import { creditNotes } from './notes.js';
import { routes } from './routes.js';
import { triggers } from './triggers.js';
import { versions } from './versions.js';

const page = listing<Stripe.CreditNote>({
  page: 'credit-notes',
  section: 'Billing',
  title: 'Credit notes',
  one: 'Credit note',
  finder,
  columns: {
    Number: ({ number }) => number,
    Amount: ({ amount, currency }) => money(amount, currency),
    Status: ({ status }) => inWords(status),
    Invoice: ({ invoice }) => String(invoice),
    Created: ({ created }) => new Date(created * 1000),
  },
});

export const resource = defineResource({
  name: 'credit_notes',
  routes,
  objects: { cn: creditNotes.load },
  live: true,
  listing: page,
  triggers,
  versions,
});
