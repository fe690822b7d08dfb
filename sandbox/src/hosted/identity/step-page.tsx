/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { checksOf, isEarlyEnd, type Outcome, outcomesOf } from '../../resources/identity/index.js';
import { NextForm, StepLayout, type StepProps } from './layout.js';
import { DocumentSample, SelfieSample } from './sample.js';
import { countriesOf, type Step, typesOf } from './steps.js';
import { anyDocument, ID_NUMBERS, namedCountries } from './texts.js';

const Consent = (props: StepProps) => {
  const { address, business, language, row } = props.place;
  const { parts, say } = language;
  const session = row.body;
  const needs = {
    document: anyDocument(language, typesOf(session)),
    id_number: say('id_number'),
    selfie: say('selfie'),
  };
  return (
    <StepLayout {...props} title={say('title')}>
      <p>{parts('wants', { business: <ForeignText text={business ?? say('the_business')} /> })}</p>
      <ul>
        {checksOf(session).map((check) => (
          <li>{needs[check]}</li>
        ))}
      </ul>
      <NextForm {...props} label={say('agree')} />
      <form method="post" action={address}>
        <input type="hidden" name="outcome" value="consent_declined" />
        <div class="buttons">
          <button type="submit">{say('decline')}</button>
        </div>
      </form>
    </StepLayout>
  );
};

const DocumentChoice = (props: StepProps) => {
  const { choice, place } = props;
  const { language, row } = place;
  const { say } = language;
  const types = typesOf(row.body);
  const hasTypes = types.length > 0;
  return (
    <StepLayout {...props} title={say(hasTypes ? 'choose_document' : 'choose_country')}>
      <NextForm {...props} label={say('continue')} asked={hasTypes ? ['country', 'type'] : ['country']}>
        <div class="field">
          <label for="country">{say('issuing_country')}</label>
          <select id="country" name="country">
            {namedCountries(language, countriesOf(row.body)).map(({ code, name }) => (
              <option value={code} selected={code === choice.country}>
                {name}
              </option>
            ))}
          </select>
        </div>
        {hasTypes && (
          <fieldset>
            <legend>{say('document_type')}</legend>
            {types.map((type) => (
              <label class="choice">
                <input type="radio" name="type" value={type} checked={type === choice.type} />
                <span>{say(type)}</span>
              </label>
            ))}
          </fieldset>
        )}
      </NextForm>
    </StepLayout>
  );
};

const Photo = (props: StepProps) => {
  const { say } = props.place.language;
  return (
    <StepLayout {...props} title={say('photo')}>
      <p>{say('photo_text')}</p>
      <DocumentSample label={say('sample', { name: say(props.choice.type) })} />
      <NextForm {...props} label={say('use_sample')} />
    </StepLayout>
  );
};

const Selfie = (props: StepProps) => {
  const { say } = props.place.language;
  return (
    <StepLayout {...props} title={say('take_selfie')}>
      <p>{say('selfie_text')}</p>
      <SelfieSample label={say('sample', { name: say('selfie') })} />
      <NextForm {...props} label={say('use_sample')} />
    </StepLayout>
  );
};

const IdNumber = (props: StepProps) => {
  const { say } = props.place.language;
  const { name = '', sample = '' } = ID_NUMBERS[props.choice.country] ?? {};
  return (
    <StepLayout {...props} title={say('your_number')}>
      <p>{say('number_text', { name })}</p>
      <p class="number">
        <code>{sample}</code>
      </p>
      <NextForm {...props} label={say('use_sample')} />
    </StepLayout>
  );
};

const Outcomes = (props: StepProps) => {
  const { choice, place } = props;
  const { say } = place.language;
  const outcomes = outcomesOf(place.row.body);
  const fails = outcomes.filter((outcome) => outcome !== 'verified' && !isEarlyEnd(outcome));
  return (
    <StepLayout {...props} title={say('choose_outcome')}>
      <form method="post" action={place.address}>
        {Object.entries(choice).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <label class="choice">
          <input type="radio" name="outcome" value="verified" checked />
          <span>{say('outcome_verified')}</span>
        </label>
        <OutcomeChoices legend={say('outcome_fails')} outcomes={fails} />
        <OutcomeChoices legend={say('outcome_early')} outcomes={outcomes.filter(isEarlyEnd)} />
        <div class="buttons">
          <button type="submit" class="main">
            {say('submit')}
          </button>
        </div>
      </form>
    </StepLayout>
  );
};

/** Outcomes of one kind, by the codes that an integration reads. */
const OutcomeChoices = ({ legend, outcomes }: { legend: string; outcomes: Outcome[] }) => (
  <fieldset>
    <legend>{legend}</legend>
    {outcomes.map((outcome) => (
      <label class="choice">
        <input type="radio" name="outcome" value={outcome} />
        <code>{outcome}</code>
      </label>
    ))}
  </fieldset>
);

const PAGES: Readonly<Record<Step, (props: StepProps) => Child>> = {
  consent: Consent,
  document: DocumentChoice,
  photo: Photo,
  selfie: Selfie,
  id_number: IdNumber,
  outcome: Outcomes,
};

/** The page of a step. */
export const StepPage = (props: StepProps) => {
  const Page = PAGES[props.step];
  return <Page {...props} />;
};
