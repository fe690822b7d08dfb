/** @jsxImportSource hono/jsx */
import { ForeignText } from '../../kernel/pages/foreign-text.js';

/** Matches a link as Markdown writes it, to a page of the web and nothing else. */
const LINK = /\[([^\][]{1,200})\]\((https?:\/\/[^\s()<>"]{1,1000})\)/;

/** Shows a text of the shop's, in which only links are more than text. */
export const CustomText = ({ text }: { text: { message: string } | null | undefined }) =>
  text ? (
    <p class="custom">
      <Parts text={text.message} />
    </p>
  ) : null;

function Parts({ text }: { text: string }) {
  const found = LINK.exec(text);
  if (!found) return <ForeignText text={text} />;
  const [whole, label = '', address = ''] = found;
  return (
    <>
      <ForeignText text={text.slice(0, found.index)} />
      <a href={address} target="_blank" rel="noopener noreferrer">
        <ForeignText text={label} />
      </a>
      <Parts text={text.slice(found.index + whole.length)} />
    </>
  );
}
