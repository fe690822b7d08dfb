/** @jsxImportSource hono/jsx */
import { type Params, textIn } from '../../kernel/http/form.js';
import { fieldsOf } from './details.js';
import { PortalLayout, pageOf } from './layout.js';
import type { Portal } from './read.js';

interface DetailsProps extends Portal {
  /** What was sent and not taken. */
  sent?: Params | undefined;
  problem?: string | undefined;
}

/** Lets customers change what they have told of themselves. */
export const DetailsPage = ({ sent, ...portal }: DetailsProps) => (
  <PortalLayout {...portal} title="Billing details" isInner>
    <form method="post" action={pageOf(portal.visit, 'details')}>
      {fieldsOf(portal.configuration.features.customer_update.allowed_updates).map((field) => (
        <div class="field">
          <label for={field.name}>{field.label}</label>
          <input
            id={field.name}
            name={field.name}
            autocomplete={field.autocomplete}
            value={sent ? textIn(sent, field.name) : field.value(portal.customer)}
          />
        </div>
      ))}
      <div class="buttons">
        <button type="submit" class="main">
          Save
        </button>
      </div>
    </form>
  </PortalLayout>
);
