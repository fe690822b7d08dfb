/** @jsxImportSource hono/jsx */
import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { address, Layout, Time, type View } from '../layout.js';
import { Fact, NamedTexts, Raw, Said, Timeline } from '../parts.js';
import { may } from '../people/roles.js';
import { Reference } from '../references.js';
import { EVIDENCE } from './evidence.js';
import { DISPUTES, type DisputeCase } from './read.js';
import { awaitsResponse, isOpen, reasonOf, stateOf } from './words.js';

interface DisputePageProps extends DisputeCase {
  view: View;
}

/** Shows a dispute to a person who answers it: what the customer says, until when, what was said to that, and what happened. */
export const DisputePage = ({ charge, dispute, events, files, view }: DisputePageProps) => (
  <Layout title={`Dispute of ${money(dispute.amount, dispute.currency)}`} view={view} page={DISPUTES}>
    <p>
      <Said {...stateOf(dispute)} /> · <code>{dispute.id}</code> · <Time at={dispute.created} />
    </p>
    <Actions dispute={dispute} view={view} />
    <h2>Summary</h2>
    <dl class="facts">
      <Fact name="Reason">{reasonOf(dispute)}</Fact>
      <Fact name="Respond by">
        {awaitsResponse(dispute) && dispute.evidence_details.due_by && (
          <Time at={dispute.evidence_details.due_by} />
        )}
      </Fact>
      <Fact name="Payment">
        <Reference id={String(dispute.payment_intent ?? dispute.charge)} view={view} />
      </Fact>
      <Customer charge={charge} view={view} />
      <Fact name="Code of the card network">{dispute.network_reason_code}</Fact>
      <Fact name="Evidence was sent">
        {dispute.evidence_details.submission_count > 0 ? 'Yes' : 'Not yet'}
      </Fact>
      <Fact name="Balance">
        {dispute.balance_transactions.length > 0 && (
          <ul>
            {dispute.balance_transactions.map(({ amount, currency, fee }) => (
              <li>
                {money(amount, currency)}, fee {money(fee, currency)}
              </li>
            ))}
          </ul>
        )}
      </Fact>
      <NamedTexts of={dispute.metadata} />
    </dl>
    <h2>Evidence</h2>
    <Evidence dispute={dispute} files={files} />
    <h2>What happened</h2>
    <Timeline events={events} view={view} />
    <Raw title="The dispute as the API shows it" object={dispute} />
    <p>
      <a href={address(DISPUTES, view)}>Back to the list</a>
    </p>
  </Layout>
);

const Customer = ({ charge, view }: { charge: Stripe.Charge; view: View }) => {
  const { email, name } = charge.billing_details;
  return (
    <>
      <Fact name="Customer">
        {charge.customer ? (
          <Reference id={String(charge.customer)} view={view} />
        ) : (
          'A guest without a stored customer'
        )}
      </Fact>
      <Fact name="Name">{name && <ForeignText text={name} />}</Fact>
      <Fact name="Email">{email && <ForeignText text={email} />}</Fact>
    </>
  );
};

/** Leads to the forms of what can be done with a dispute now. */
const Actions = ({ dispute, view }: { dispute: Stripe.Dispute; view: View }) => {
  if (view.mode === 'live' || !isOpen(dispute) || !may(view, 'support')) return null;
  const path = `${DISPUTES}/${dispute.id}`;
  return (
    <p class="actions">
      {awaitsResponse(dispute) && (
        <>
          <a class="button" href={address(`${path}/evidence`, view)}>
            {dispute.evidence_details.has_evidence ? 'Change the evidence' : 'Give evidence'}
          </a>
          {dispute.evidence_details.has_evidence && (
            <a class="button" href={address(`${path}/submit`, view)}>
              Submit the evidence
            </a>
          )}
        </>
      )}
      <a class="button" href={address(`${path}/accept`, view)}>
        Accept the dispute
      </a>
    </p>
  );
};

/** Shows the evidence that there is, by its groups. */
export const Evidence = ({ dispute: { evidence }, files }: Pick<DisputeCase, 'dispute' | 'files'>) => {
  const given = EVIDENCE.flatMap(({ fields }) => fields).filter(({ name }) => evidence[name]);
  if (given.length === 0) return <p>There is none yet.</p>;
  return (
    <dl class="facts">
      {given.map(({ kind, label, name }) => {
        const value = String(evidence[name]);
        return (
          <Fact name={label}>
            {(kind === 'file' ? nameOf(files, value) : value).split('\n').map((line) => (
              <div>
                <ForeignText text={line} />
              </div>
            ))}
          </Fact>
        );
      })}
    </dl>
  );
};

/** Returns the name of a file. Its contents are not kept. */
export const nameOf = (files: DisputeCase['files'], id: string): string => files.get(id)?.filename ?? id;
