/** @jsxImportSource hono/jsx */
import { html } from 'hono/html';
import type { Child } from 'hono/jsx';

interface DocumentProps {
  title: string;
  /** Its only style sheet. */
  style: string;
  /** Address that the browser goes to automatically. */
  next?: string | undefined;
  /** The language that it is in; by default English. */
  language?: { tag: string; dir: 'ltr' | 'rtl' } | undefined;
  children?: Child;
}

/** A page that fetches nothing: its style sheet is in it. Without the doctype, browsers would lay it out as those of 1998 did. */
export const Document = (props: DocumentProps) => html`<!doctype html>${<Root {...props} />}`;

const Root = ({ title, style, next, language, children }: DocumentProps) => (
  <html lang={language?.tag ?? 'en'} dir={language?.dir}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      {next && <meta http-equiv="refresh" content={`0; url=${next}`} />}
      <title>{title}</title>
      <style dangerouslySetInnerHTML={{ __html: style }} />
    </head>
    <body>{children}</body>
  </html>
);
