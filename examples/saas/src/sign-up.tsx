import { type FormEvent, useState } from 'react';
import { PlanChoice } from './plan-choice';
import { type Member, type Plan, signUp, subscribe } from './service';
import { useTask } from './use-task';

interface Props {
  plans: Plan[];
  /** A member whose plan has ended. */
  member: Member | null;
  onDone(): Promise<void>;
}

export function SignUp({ plans, member, onDone }: Props) {
  const [plan, setPlan] = useState(plans[0]?.plan ?? '');
  const { busy, error, run } = useTask();

  function begin(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const submitter = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null;
    const isTrial = submitter?.value === 'trial';
    void run(async () => {
      await (member ? subscribe(plan) : signUp({ email: `${form.get('email')}`, plan, isTrial }));
      await onDone();
    });
  }

  return (
    <section className="panel narrow" aria-labelledby="sign-up">
      <h1 id="sign-up">{member ? 'Your plan has ended' : 'Notes from the field, in one place'}</h1>
      <p className="quiet">
        {member
          ? 'Choose a plan to open your notebook again.'
          : 'Write where you are. Read it wherever your team is.'}
      </p>
      <form onSubmit={begin}>
        {!member && (
          <div className="field">
            <label htmlFor="email">Email</label>
            <input id="email" name="email" type="email" autoComplete="email" required />
          </div>
        )}
        <PlanChoice legend="Plan" plans={plans} chosen={plan} onChoose={setPlan} />
        <p className="error" role="alert">
          {error}
        </p>
        <div className="actions">
          {!member && (
            <button type="submit" className="primary" value="trial" aria-disabled={busy}>
              Try it for 14 days
            </button>
          )}
          <button type="submit" className={member ? 'primary' : 'secondary'} value="pay" aria-disabled={busy}>
            Subscribe
          </button>
        </div>
      </form>
      {!member && <p className="quiet small">The trial needs no card. Without one, it simply ends.</p>}
    </section>
  );
}
