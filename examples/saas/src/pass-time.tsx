import { passTime } from './service';
import { useTask } from './use-task';

/** Advances the member's test clock, which no real service has. */
export function PassTime({ onPassed }: { onPassed(): Promise<void> }) {
  const { busy, error, run } = useTask();
  const pass = () =>
    run(async () => {
      await passTime();
      await onPassed();
    });
  return (
    <span>
      <button type="button" aria-disabled={busy} onClick={pass}>
        {busy ? 'Passing the time …' : 'Pass the time to the next bill'}
      </button>
      <span role="alert">{error}</span>
    </span>
  );
}
