/** @jsxImportSource hono/jsx */
import { IdentityLayout } from './layout.js';
import type { Place } from './place.js';

/** Tells a person that they are done, where no address was given that they could go back to. */
export const SubmittedPage = ({ business, row }: Place) => {
  const isSubmitted = row.body.status !== 'requires_input' || row.body.last_verification_report !== null;
  const title = isSubmitted ? 'Submitted' : 'Nothing was submitted';
  return (
    <IdentityLayout business={business} title={title}>
      <h1>{title}</h1>
      <p role="status">
        {isSubmitted
          ? 'What you submitted is being checked. You can close this page.'
          : 'You can close this page.'}
      </p>
    </IdentityLayout>
  );
};

/** Tells a person that a verification no longer waits for them. */
export const OverPage = ({ business }: Pick<Place, 'business'>) => (
  <IdentityLayout business={business} title="This verification is over">
    <h1>This verification is over</h1>
    <p role="status">It was canceled, or redacted. Nothing can be submitted any more.</p>
  </IdentityLayout>
);
