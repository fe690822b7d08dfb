/** @jsxImportSource hono/jsx */
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { PortalLayout } from './layout.js';
import type { Portal } from './read.js';

interface DoneProps extends Portal {
  message: string | null;
}

/** Says that a customer has done what they came for. */
export const DonePage = ({ message, ...portal }: DoneProps) => (
  <PortalLayout {...portal} title={portal.language.say('done')} isInner>
    <p role="status">
      <ForeignText text={message ?? portal.language.say('was_saved')} />
    </p>
  </PortalLayout>
);
