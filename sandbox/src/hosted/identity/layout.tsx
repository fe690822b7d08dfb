/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { Document } from '../../kernel/pages/document.js';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import type { Place } from './place.js';
import { type Choice, type Step, stepsOf } from './steps.js';
import { IDENTITY_STYLE } from './style.js';

export interface StepProps {
  place: Place;
  step: Step;
  choice: Choice;
}

/** A page of a verification. It says first that nobody is verified here. */
export const IdentityLayout = ({ place: { business, language }, title, children }: LayoutProps) => (
  <Document title={title} style={IDENTITY_STYLE} language={language}>
    <main>
      <p class="brand">
        <ForeignText text={business ?? 'Payframe'} />
      </p>
      <p class="test" role="note">
        {language.say('note')}
      </p>
      {children}
    </main>
  </Document>
);

interface LayoutProps {
  place: Pick<Place, 'business' | 'language'>;
  title: string;
  children?: Child;
}

/** A step, with its place among the others and the way back. */
export const StepLayout = ({ place, step, choice, title, children }: StepLayoutProps) => {
  const { say } = place.language;
  const steps = stepsOf(place.row.body);
  const at = steps.indexOf(step);
  const before = steps[at - 1];
  return (
    <IdentityLayout place={place} title={title}>
      <p class="steps">{say('step', { step: `${at + 1}`, steps: `${steps.length}` })}</p>
      <h1>{title}</h1>
      {children}
      {before && (
        <a class="back" href={addressOf(place, before, choice)}>
          {say('step_back')}
        </a>
      )}
    </IdentityLayout>
  );
};

interface StepLayoutProps extends StepProps {
  title: string;
  children?: Child;
}

const addressOf = ({ address }: Place, step: Step, { country, type }: Choice) =>
  `${address}?${new URLSearchParams({ step, country, type })}`;

/** A form that leads on to the next step, with what it asks for. */
export const NextForm = ({ place, step, choice, label, asked, children }: NextFormProps) => {
  const steps = stepsOf(place.row.body);
  const kept = Object.entries(choice).filter(([name]) => !asked?.includes(name));
  return (
    <form method="get" action={place.address}>
      <input type="hidden" name="step" value={steps[steps.indexOf(step) + 1]} />
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {children}
      <div class="buttons">
        <button type="submit" class="main">
          {label}
        </button>
      </div>
    </form>
  );
};

interface NextFormProps extends StepProps {
  label: string;
  /** Names of the choices that its fields make. */
  asked?: string[];
  children?: Child;
}
