import { useCallback, useEffect, useState } from 'react';
import { Notebook } from './notebook';
import { PassTime } from './pass-time';
import { readState, type State } from './service';
import { SignUp } from './sign-up';
import { Subscription } from './subscription';
import { UNREACHABLE } from './texts';

/** Statuses of a subscription that has ended. */
const ENDED = ['canceled', 'incomplete_expired'];

export function App() {
  const [state, setState] = useState<State>();
  const [error, setError] = useState('');

  const refresh = useCallback(async () => {
    try {
      setState(await readState());
      setError('');
    } catch {
      setError(UNREACHABLE);
    }
  }, []);
  useEffect(() => void refresh(), [refresh]);
  useChanges(state?.member != null, refresh);

  const { member, plans = [] } = state ?? {};
  const isMember = member && !ENDED.includes(member.status);
  return (
    <>
      <aside className="ribbon" aria-label="Test mode">
        <span>
          <strong>Test mode</strong> No money moves. Pay with{' '}
          <span className="number">4242 4242 4242 4242</span>.
        </span>
        {isMember && <PassTime onPassed={refresh} />}
      </aside>
      <header className="masthead">
        <span className="name">Fieldbook</span>
        {member && <span className="quiet">{member.email}</span>}
      </header>
      <main>
        {error && (
          <div className="notice" role="alert">
            <p>{error}</p>
            <button type="button" className="secondary" onClick={refresh}>
              Try again
            </button>
          </div>
        )}
        {!state && !error && <p className="quiet">Opening Fieldbook …</p>}
        {state && !isMember && <SignUp plans={plans} member={member ?? null} onDone={refresh} />}
        {isMember && (
          <div className="columns">
            <Notebook member={member} />
            <Subscription member={member} plans={plans} onDone={refresh} />
          </div>
        )}
      </main>
    </>
  );
}

/** Follows what the server learns from the payment host, for as long as somebody is signed in. */
function useChanges(isSignedIn: boolean, onChange: () => void) {
  useEffect(() => {
    if (!isSignedIn) return;
    const changes = new EventSource('/changes');
    changes.onmessage = onChange;
    return () => changes.close();
  }, [isSignedIn, onChange]);
}
