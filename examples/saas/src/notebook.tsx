import type { Member } from './service';

/** What members pay for. */
export function Notebook({ member: { isOpen, status } }: { member: Member }) {
  return (
    <section className="panel" aria-labelledby="notebook">
      <h1 id="notebook">Notebook</h1>
      {isOpen ? (
        <div className="field">
          <label htmlFor="note">Today’s note</label>
          <textarea
            id="note"
            rows={8}
            defaultValue="Low tide at 6:40. Eleven oystercatchers on the north bank."
          />
        </div>
      ) : (
        <div className="locked" role="status">
          <svg viewBox="0 0 48 48" width="48" height="48" aria-hidden="true">
            <rect
              x="10"
              y="21"
              width="28"
              height="20"
              rx="4"
              fill="none"
              stroke="currentColor"
              strokeWidth="2"
            />
            <path d="M16 21v-6a8 8 0 0 1 16 0v6" fill="none" stroke="currentColor" strokeWidth="2" />
          </svg>
          <p>
            {status === 'past_due'
              ? 'Your notebook is locked until the last bill is paid. Nothing is lost.'
              : 'Your notebook opens with the first payment.'}
          </p>
        </div>
      )}
    </section>
  );
}
