/** @jsxImportSource hono/jsx */
import { IdentityLayout } from './layout.js';
import type { Place } from './place.js';

/** Tells a person that they are done, where no address was given that they could go back to. */
export const SubmittedPage = ({ place }: { place: Place }) => {
  const { status, last_verification_report: report } = place.row.body;
  const isSubmitted = status !== 'requires_input' || report !== null;
  return (
    <EndOfVerification
      {...{ place }}
      title={isSubmitted ? 'submitted' : 'not_submitted'}
      text={isSubmitted ? 'submitted_text' : 'close_page'}
    />
  );
};

/** Tells a person that a verification no longer waits for them. */
export const OverPage = ({ place }: { place: Place }) => (
  <EndOfVerification place={place} title="over" text="over_text" />
);

const EndOfVerification = ({ place, title, text }: EndProps) => {
  const { say } = place.language;
  return (
    <IdentityLayout place={place} title={say(title)}>
      <h1>{say(title)}</h1>
      <p role="status">{say(text)}</p>
    </IdentityLayout>
  );
};

interface EndProps {
  place: Place;
  title: 'not_submitted' | 'over' | 'submitted';
  text: 'close_page' | 'over_text' | 'submitted_text';
}
