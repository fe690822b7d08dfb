/** @jsxImportSource hono/jsx */
import type { Finder, FindField } from '../../kernel/listing.js';
import { address, type View } from '../layout.js';
import { currentTimeZone } from '../time-zone/current.js';

/** What a person is looking for, by the names of the fields. */
export type Asked = Readonly<Record<string, string>>;

interface FinderFormProps {
  view: View;
  page: string;
  title: string;
  finder: Finder;
  asked: Asked;
}

/**
 * The form by which people find the objects of a list. It is sent in a body, because a card number that is typed by mistake must not be
 * in an address.
 */
export const FinderForm = ({ view, page, title, finder, asked }: FinderFormProps) => {
  const [first, ...rest] = finder.fields;
  return (
    <search aria-label={title}>
      <form method="post" action={address(`${page}/find`, view)} class="finder">
        {first && <Labelled field={first} asked={asked} />}
        {/* On a wide screen they are always unfolded. */}
        {rest.length > 0 && (
          <details open={rest.some(({ name }) => name in asked)}>
            <summary>More filters</summary>
            <div>
              {rest.map((field) => (
                <Labelled field={field} asked={asked} />
              ))}
            </div>
          </details>
        )}
        <p class="actions">
          <button type="submit">Find</button>
          {Object.keys(asked).length > 0 && <a href={address(page, view)}>Show all</a>}
        </p>
      </form>
    </search>
  );
};

const Labelled = ({ field, asked }: { field: FindField; asked: Asked }) => (
  <p class={field.kind}>
    <label for={field.name}>
      {field.label}
      {field.kind === 'day' && ` (${currentTimeZone().replaceAll('_', ' ')})`}
    </label>
    <Field field={field} value={asked[field.name] ?? ''} />
  </p>
);

const Field = ({ field: { choices, kind, name }, value }: { field: FindField; value: string }) =>
  kind === 'choice' ? (
    <select id={name} name={name}>
      <option value="">Any</option>
      {Object.entries(choices ?? {}).map(([choice, text]) => (
        <option value={choice} selected={choice === value}>
          {text}
        </option>
      ))}
    </select>
  ) : (
    <input
      id={name}
      name={name}
      type={kind === 'day' ? 'date' : 'text'}
      inputmode={kind === 'amount' ? 'decimal' : undefined}
      autocomplete="off"
      maxlength={LONGEST}
      value={value}
    />
  );

/** Longest text that is looked for. */
export const LONGEST = 200;

/** Returns what is asked for: the fields of a finder that are not empty. */
export const askedIn = (finder: Finder, read: (name: string) => string): Asked =>
  Object.fromEntries(
    finder.fields.flatMap(({ name }) => {
      const text = read(name).trim().slice(0, LONGEST);
      return text ? [[name, text]] : [];
    }),
  );
