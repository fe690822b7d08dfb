/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { ForeignText } from '../../kernel/pages/foreign-text.js';
import { checksOf, type Outcome, outcomesOf } from '../../resources/identity/index.js';
import { NextForm, StepLayout, type StepProps } from './layout.js';
import { DocumentSample, SelfieSample } from './sample.js';
import { countriesOf, type Step, typesOf } from './steps.js';
import { anyDocument, DOCUMENTS, ID_NUMBERS, namedCountries, OUTCOME_TEXTS } from './texts.js';

const Consent = (props: StepProps) => {
  const { address, business, isDialog, row } = props.place;
  const session = row.body;
  const needs = { document: anyDocument(typesOf(session)), id_number: 'an ID number', selfie: 'a selfie' };
  return (
    <StepLayout {...props} title="Verify your identity">
      <p>
        <ForeignText text={business ?? (isDialog ? 'This website' : 'The website that you came from')} />{' '}
        wants to know that you are who you say. In live mode you would need:
      </p>
      <ul>
        {checksOf(session).map((check) => (
          <li>{needs[check]}</li>
        ))}
      </ul>
      <NextForm {...props} label="Agree and continue" />
      <form method="post" action={address}>
        <input type="hidden" name="outcome" value="consent_declined" />
        <div class="buttons">
          <button type="submit">Decline</button>
        </div>
      </form>
    </StepLayout>
  );
};

const DocumentChoice = (props: StepProps) => {
  const { choice, place } = props;
  const session = place.row.body;
  const types = typesOf(session);
  return (
    <StepLayout {...props} title={types.length > 0 ? 'Choose your document' : 'Choose your country'}>
      <NextForm {...props} label="Continue" asked={types.length > 0 ? ['country', 'type'] : ['country']}>
        <div class="field">
          <label for="country">Issuing country</label>
          <select id="country" name="country">
            {namedCountries(countriesOf(session)).map(([code, name]) => (
              <option value={code} selected={code === choice.country}>
                {name}
              </option>
            ))}
          </select>
        </div>
        {types.length > 0 && (
          <fieldset>
            <legend>Type of document</legend>
            {types.map((type) => (
              <label class="choice">
                <input type="radio" name="type" value={type} checked={type === choice.type} />
                <span>{DOCUMENTS[type]}</span>
              </label>
            ))}
          </fieldset>
        )}
      </NextForm>
    </StepLayout>
  );
};

const Photo = (props: StepProps) => {
  const name = DOCUMENTS[props.choice.type];
  return (
    <StepLayout {...props} title="Photo of your document">
      <p>In live mode you would take a photo of it. Here it is a drawing, and no camera is used.</p>
      <DocumentSample name={name} />
      <NextForm {...props} label="Use the sample" />
    </StepLayout>
  );
};

const Selfie = (props: StepProps) => (
  <StepLayout {...props} title="Take a selfie">
    <p>
      In live mode your face would be compared with the document. Here it is a drawing, and no camera is used.
    </p>
    <SelfieSample />
    <NextForm {...props} label="Use the sample" />
  </StepLayout>
);

const IdNumber = (props: StepProps) => {
  const { name, sample } = ID_NUMBERS[props.choice.country] ?? { name: 'ID number', sample: '000000000' };
  return (
    <StepLayout {...props} title="Your ID number">
      <p>In live mode you would type your {name}. Here a sample is sent, so that nobody types their own.</p>
      <p class="number">
        <code>{sample}</code>
      </p>
      <NextForm {...props} label="Use the sample" />
    </StepLayout>
  );
};

const Outcomes = (props: StepProps) => {
  const { choice, place } = props;
  return (
    <StepLayout {...props} title="Choose how it ends">
      <form method="post" action={place.address}>
        {Object.entries(choice).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <fieldset>
          <legend>Outcome</legend>
          {outcomesOf(place.row.body).map((outcome) => (
            <OutcomeChoice outcome={outcome} />
          ))}
        </fieldset>
        <div class="buttons">
          <button type="submit" class="main">
            Submit
          </button>
        </div>
      </form>
    </StepLayout>
  );
};

const OutcomeChoice = ({ outcome }: { outcome: Outcome }) => (
  <label class="choice">
    <input type="radio" name="outcome" value={outcome} checked={outcome === 'verified'} />
    <span>
      {OUTCOME_TEXTS[outcome]}
      {outcome !== 'verified' && <code>{outcome}</code>}
    </span>
  </label>
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
