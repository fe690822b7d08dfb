import { useRef, useState } from 'react';
import { CardForm } from './card-form';
import { PlanChange } from './plan-change';
import { type Member, openPortal, type Plan } from './service';
import { day, money, planText } from './texts';
import { useTask } from './use-task';

interface Props {
  member: Member;
  plans: Plan[];
  onDone(): Promise<void>;
}

/** What a member has, and what they can do with it. */
export function Subscription({ member, plans, onDone }: Props) {
  const [view, setView] = useState<'change' | 'card'>();
  const title = useRef<HTMLHeadingElement>(null);
  const { busy, error, run } = useTask();
  const { due } = member;
  const plan = plans.find((one) => one.plan === member.plan) as Plan;
  function show(next: typeof view) {
    setView(next);
    // Without this, the focus would be lost where the button was.
    title.current?.focus();
  }
  const close = async () => {
    await onDone();
    show(undefined);
  };
  // While a change is made, its payment may wait for the bank.
  const showsForm = due && view !== 'change' && (due.kind === 'payment' || view === 'card');

  return (
    <section className="panel" aria-labelledby="subscription">
      <h2 id="subscription" ref={title} tabIndex={-1}>
        Your plan
      </h2>
      <p className="plan">{planText(plan)}</p>
      <p className="quiet" role="status">
        {statusText(member, plan)}
      </p>
      {showsForm && <CardForm key={due.clientSecret} due={due} onDone={close} />}
      {view === 'change' && <PlanChange member={member} plans={plans} onDone={close} />}
      {!showsForm && view === undefined && (
        <div className="actions">
          {due?.kind === 'setup' && (
            <button type="button" className="primary" onClick={() => show('card')}>
              Add a card
            </button>
          )}
          {!member.endsAt && (
            <button type="button" className="secondary" onClick={() => show('change')}>
              Change plan
            </button>
          )}
        </div>
      )}
      <p className="small">
        <button
          type="button"
          className="link"
          aria-disabled={busy}
          onClick={() => run(async () => location.assign((await openPortal()).url))}
        >
          Invoices, card and cancellation
        </button>
      </p>
      <p className="error" role="alert">
        {error}
      </p>
    </section>
  );
}

const BRANDS: Record<string, string> = { amex: 'American Express', mastercard: 'Mastercard', visa: 'Visa' };

function statusText({ card, due, endsAt, periodEnd, status }: Member, { amount }: Plan): string {
  if (endsAt) return `Ends on ${day(endsAt)}.`;
  if (status === 'incomplete') return `Pay ${money(due?.amount ?? amount)} to begin.`;
  if (status === 'past_due') return `The last bill of ${money(due?.amount ?? amount)} could not be paid.`;
  const by = card ? `, with ${BRANDS[card.brand] ?? 'card'} •••• ${card.last4}` : '';
  if (status === 'trialing' && !card)
    return `Your trial ends on ${day(periodEnd)}. Add a card to go on after it.`;
  const trial = status === 'trialing' ? 'Your trial goes on until then. ' : '';
  return `Next bill on ${day(periodEnd)}${by}. ${trial}`.trim();
}
