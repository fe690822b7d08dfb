/** @jsxImportSource hono/jsx */
import { withVisibleControls } from '../../kernel/pages/foreign-text.js';

/** Matches a link as Markdown writes it, to a page of the web and nothing else. */
const LINK = /\[([^\][]{1,200})\]\((https?:\/\/[^\s()<>"]{1,1000})\)/;

/** Shows a text of the shop's, in which only links are more than text. It runs in its own direction as a whole, links included. */
export const CustomText = ({ text }: { text: { message: string } | null | undefined }) =>
  text ? (
    <p class="custom" dir="auto">
      <Parts text={text.message} />
    </p>
  ) : null;

function Parts({ text }: { text: string }) {
  const found = LINK.exec(text);
  if (!found) return <>{withVisibleControls(text)}</>;
  const [whole, label = '', address = ''] = found;
  return (
    <>
      {withVisibleControls(text.slice(0, found.index))}
      <a href={address} target="_blank" rel="noopener noreferrer">
        {withVisibleControls(label)}
      </a>
      <Parts text={text.slice(found.index + whole.length)} />
    </>
  );
}
