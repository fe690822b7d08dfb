/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { Document } from '../../kernel/pages/document.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { PORTAL_PATH, type PortalVisit } from '../../resources/billing-portal/index.js';
import type { Portal } from './read.js';
import { PORTAL_STYLE } from './style.js';

/** Address of a page of a visit. */
export const pageOf = ({ id }: PortalVisit, ...rest: string[]): string =>
  [PORTAL_PATH, id, ...rest].join('/');

interface LayoutProps extends Pick<Portal, 'business' | 'configuration' | 'language' | 'visit'> {
  title: string;
  /** What went wrong with the form that was sent. */
  problem?: string | undefined;
  /** Whether the page leads back to the first one. */
  isInner?: boolean;
  children?: Child;
}

/** A page of the portal. */
export const PortalLayout = ({
  business,
  children,
  configuration,
  isInner = false,
  language,
  problem,
  title,
  visit,
}: LayoutProps) => {
  const {
    headline,
    privacy_policy_url: privacy,
    terms_of_service_url: terms,
  } = configuration.business_profile;
  const { parts, say } = language;
  return (
    <Document title={title} style={PORTAL_STYLE} language={language}>
      <main>
        <p class="brand">
          <ForeignText text={business ?? 'Payframe'} />
        </p>
        <h1>{title}</h1>
        {!isInner && headline && (
          <p>
            <ForeignText text={headline} />
          </p>
        )}
        {problem && (
          <p class="alert" role="alert">
            <ForeignText text={problem} />
          </p>
        )}
        {children}
      </main>
      <footer>
        {isInner && visit.flow === null && <a href={pageOf(visit)}>{say('back_home')}</a>}
        {visit.returnUrl && (
          <a href={visit.returnUrl}>
            {business ? parts('return_to', { business: <ForeignText text={business} /> }) : say('return')}
          </a>
        )}
        {terms && <a href={terms}>{say('terms')}</a>}
        {privacy && <a href={privacy}>{say('privacy')}</a>}
      </footer>
    </Document>
  );
};

/** A form with only a button. */
export const ButtonForm = ({ action, label, name, values, main }: ButtonFormProps) => (
  <form method="post" action={action}>
    {Object.entries(values).map(([key, value]) => (
      <input type="hidden" name={key} value={value} />
    ))}
    <button type="submit" class={main ? 'main' : undefined} aria-label={name}>
      {label}
    </button>
  </form>
);

interface ButtonFormProps {
  action: string;
  label: string;
  /** What a screen reader says, where the label alone doesn't say what it is about. */
  name?: string;
  values: Record<string, string>;
  main?: boolean;
}
