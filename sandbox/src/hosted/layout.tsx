/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { Document } from '../kernel/pages/document.js';
import { ForeignText } from '../kernel/pages/foreign-text.js';
import { type Language, languagesOf } from './language.js';
import { STYLE } from './style.js';

/** The languages of the pages that need only the texts of all pages. */
export const speak = languagesOf('shared');

/** The language of the pages that speak no other. */
const ENGLISH = speak(['en']);

/** A page that a platform leads the holders of its accounts to. */
export const Layout = ({ title, platform, next, language, children }: LayoutProps) => (
  <Document title={title} style={STYLE} next={next} language={language}>
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
  /** Address that the browser goes to automatically. */
  next?: string;
  language?: Language;
  children?: Child;
}

/** A page that tells why there is nothing to do here. */
export const EndPage = ({ title, text, refreshUrl, language = ENGLISH }: EndPageProps) => (
  <Layout title={title} language={language}>
    <p>{text}</p>
    {refreshUrl && (
      <p>
        <a href={refreshUrl}>{language.say('new_link')}</a>
      </p>
    )}
  </Layout>
);

interface EndPageProps {
  title: string;
  text: string;
  /** Address at which the platform creates a new link. */
  refreshUrl?: string | null | undefined;
  language?: Language;
}

/**
 * Leads back to the website that a visitor came from. A redirect would not do: the page's policy names the targets of its forms, which covers
 * every redirect that follows, and where that website leads its visitor on to is not known here.
 */
export const BackPage = ({ address, language = ENGLISH }: { address: string; language?: Language }) => (
  <Layout title={language.say('back')} next={address} language={language}>
    <p>
      <a href={address}>{language.say('continue')}</a>
    </p>
  </Layout>
);
