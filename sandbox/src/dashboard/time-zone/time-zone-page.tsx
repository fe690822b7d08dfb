/** @jsxImportSource hono/jsx */
import { TIME_ZONES } from '../../kernel/time-zone.js';
import { address, Failure, Layout, Notice, Time, type View } from '../layout.js';
import { currentTimeZone } from './current.js';

interface TimeZonePageProps {
  view: View;
  outcome?: 'saved' | 'unknown';
}

/** Asks a person for their time zone. */
export const TimeZonePage = ({ view, outcome }: TimeZonePageProps) => {
  const current = currentTimeZone();
  return (
    <Layout title="Time zone" view={view} page="time-zone">
      {outcome === 'saved' && <Notice>Saved.</Notice>}
      {outcome === 'unknown' && <Failure message="There is no such time zone. Choose one of the list." />}
      <p>
        The dashboard shows times, days and files in this time zone, in this browser. It is now{' '}
        <Time at={new Date()} />.
      </p>
      <form method="post" action={address('time-zone', view)}>
        <p>
          <label for="zone">Your time zone</label>
          <select id="zone" name="zone">
            {[...TIME_ZONES].map((name) => (
              <option value={name} selected={name === current}>
                {name.replaceAll('_', ' ')}
              </option>
            ))}
          </select>
        </p>
        <p>
          <button type="submit">Save</button>
        </p>
      </form>
    </Layout>
  );
};
