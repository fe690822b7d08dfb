/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { ForeignText } from '../kernel/pages/foreign-text.js';
import type { Field, Form, Section } from './fields.js';
import { Layout } from './layout.js';
import type { Outcome } from './test-values.js';
import type { Problem } from './values.js';

interface OnboardingPageProps {
  platform: string | null;
  title: string;
  form: Form;
  /** What the account has already, by the names of the fields. */
  present: ReadonlyMap<string, string>;
  /** Whether something is due. */
  isDue: boolean;
  /** Whether something that was given is still being checked. */
  isChecked: boolean;
  problem?: Problem;
  /** What was typed before and not taken, by the names of the fields. */
  typed?: ReadonlyMap<string, string>;
}

/** Asks the holder of an account for what is due, or lets them change what they gave. */
export const OnboardingPage = ({
  platform,
  title,
  form,
  present,
  isDue,
  isChecked,
  typed = present,
  problem,
}: OnboardingPageProps) => {
  const isDone = form.sections.length === 0 && form.elsewhere.length === 0;
  return (
    <Layout title={title} platform={platform}>
      {isDone ? (
        <>
          <p>{isChecked ? 'Everything is given, and is being checked.' : 'Nothing is due.'}</p>
          <Leave text="Continue" />
        </>
      ) : (
        <>
          {isDue ? (
            <>
              <p>
                <ForeignText text={platform ?? 'The platform'} /> needs this before it can pay you.
              </p>
              <TestData />
            </>
          ) : (
            <p>Change what is no longer right. Everything else stays as it is.</p>
          )}
          {form.elsewhere.length > 0 && <Elsewhere names={form.elsewhere} />}
          {form.sections.length > 0 ? (
            <ByHand
              title={isDue ? 'Fill it in yourself' : 'Your details'}
              sections={form.sections}
              typed={typed}
              problem={problem}
            />
          ) : (
            <Leave text="Leave for now" />
          )}
        </>
      )}
    </Layout>
  );
};

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  verified: 'All is verified',
  pending: 'The check stays open',
  failed: 'The check fails',
};

const TestData = () => (
  <section class="test" aria-labelledby="test">
    <h2 id="test">Test mode</h2>
    <p>Nobody is asked for real data. Fill in the public test values, and choose how their check ends.</p>
    <form method="post">
      <fieldset>
        <legend>How the check ends</legend>
        {Object.entries(OUTCOMES).map(([value, label], index) => (
          <label class="choice">
            <input type="radio" name="outcome" value={value} checked={index === 0} />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      <div class="buttons">
        <button class="main" type="submit" name="action" value="fill">
          Fill in test data and finish
        </button>
      </div>
    </form>
  </section>
);

const Elsewhere = ({ names }: { names: string[] }) => (
  <div class="alert">
    <p>This is due too, and cannot be given on this page:</p>
    <ul>
      {names.map((name) => (
        <li>
          <code>{name}</code>
        </li>
      ))}
    </ul>
  </div>
);

/** A form of its own, so that no field that is empty keeps its visitor here. */
const Leave = ({ text }: { text: string }) => (
  <form method="post" class="buttons">
    <button type="submit" name="action" value="leave">
      {text}
    </button>
  </form>
);

interface ByHandProps {
  title: string;
  sections: Section[];
  problem: Problem | undefined;
  typed: ReadonlyMap<string, string>;
}

const ByHand = ({ title, sections, problem, typed }: ByHandProps) => (
  <>
    <h2>{title}</h2>
    {problem && (
      <div class="alert" role="alert">
        <ForeignText text={problem.message} />
        {problem.field && (
          <>
            {' '}
            <a href={`#${idOf(problem.field)}`}>Go to the field</a>
          </>
        )}
      </div>
    )}
    <form method="post">
      {sections.map(({ title, fields }) => (
        <fieldset>
          <legend>
            <ForeignText text={title} />
          </legend>
          {rowsOf(fields).map(([title, together]) => {
            const inputs = together.map((field) => (
              <Input
                field={field}
                value={typed.get(field.name)}
                message={problem?.field === field.name ? problem.message : undefined}
              />
            ));
            return title === undefined ? inputs : <Row title={title}>{inputs}</Row>;
          })}
        </fieldset>
      ))}
      <div class="buttons">
        <button class="main" type="submit" name="action" value="submit">
          Submit
        </button>
        <button type="submit" name="action" value="leave" formnovalidate>
          Leave for now
        </button>
      </div>
    </form>
  </>
);

/** Puts fields of one row together. */
function rowsOf(fields: Field[]): [string | undefined, Field[]][] {
  const rows: [string | undefined, Field[]][] = [];
  for (const field of fields) {
    const last = rows.at(-1);
    if (last && last[0] !== undefined && last[0] === field.row) last[1].push(field);
    else rows.push([field.row, [field]]);
  }
  return rows;
}

const Row = ({ title, children }: { title: string; children?: Child }) => (
  <fieldset>
    <legend>{title}</legend>
    <div class="row">{children}</div>
  </fieldset>
);

interface InputProps {
  field: Field;
  value: string | undefined;
  /** Why the value was not taken. */
  message: string | undefined;
}

const Input = ({ field, value, message }: InputProps) => {
  const { name, label, hint, options, isTicked, isOptional } = field;
  const id = idOf(name);
  const told = [hint && `${id}-hint`, message && `${id}-problem`].filter(Boolean).join(' ');
  const given = {
    id,
    name,
    required: !isOptional,
    'aria-describedby': told || undefined,
    'aria-invalid': message === undefined ? undefined : ('true' as const),
  };
  if (isTicked) {
    return (
      <label class="choice">
        <input type="checkbox" value="true" checked={value === 'true'} {...given} />
        <span>{label}</span>
      </label>
    );
  }
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {options ? (
        <select {...given}>
          <option value="">Choose one</option>
          {Object.entries(options).map(([choice, text]) => (
            <option value={choice} selected={choice === value}>
              {text}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...given}
          value={field.isSensitive ? '' : (value ?? '')}
          autocomplete={field.autocomplete}
          inputmode={field.inputmode}
          maxlength={field.maxlength ?? 200}
          spellcheck={false}
          dir="auto"
        />
      )}
      {message && (
        <span class="problem" id={`${id}-problem`}>
          <ForeignText text={message} />
        </span>
      )}
    </div>
  );
};

/** Returns the id of a field: its name without brackets. */
const idOf = (name: string) => name.replaceAll('[', '-').replaceAll(']', '');
