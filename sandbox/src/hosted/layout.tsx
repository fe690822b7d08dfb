/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { Document } from '../kernel/pages/document.js';
import { ForeignText } from '../kernel/pages/foreign-text.js';
import { STYLE } from './style.js';

/** A page that a platform leads the holders of its accounts to. */
export const Layout = ({ title, platform, next, children }: LayoutProps) => (
  <Document title={title} style={STYLE} next={next}>
    <main>
      <p class="brand">
        Payframe
        {platform && (
          <>
            {' for '}
            <ForeignText text={platform} />
          </>
        )}
      </p>
      <h1>{title}</h1>
      {children}
    </main>
  </Document>
);

interface LayoutProps {
  title: string;
  /** Name of the platform, where it has one. */
  platform?: string | null;
  /** Address that the browser goes to by itself. */
  next?: string;
  children?: Child;
}

/** A page that tells why there is nothing to do here. */
export const EndPage = ({ title, text, refreshUrl }: EndPageProps) => (
  <Layout title={title}>
    <p>{text}</p>
    {refreshUrl && (
      <p>
        <a href={refreshUrl}>Get a new link</a>
      </p>
    )}
  </Layout>
);

interface EndPageProps {
  title: string;
  text: string;
  /** Address at which the platform creates a new link. */
  refreshUrl?: string | null;
}

/**
 * Leads back to the platform. A redirect would not do: the page's policy names the targets of its forms, which covers
 * every redirect that follows, and where the platform leads its visitor on to is not known here.
 */
export const BackPage = ({ address }: { address: string }) => (
  <Layout title="Back to the platform" next={address}>
    <p>
      <a href={address}>Continue</a>
    </p>
  </Layout>
);
