/** @jsxImportSource hono/jsx */
import { type Params, textIn } from '../../kernel/http/form.js';
import { fieldsOf } from './details.js';
import { PortalLayout, pageOf } from './layout.js';
import type { Portal } from './read.js';
import type { PortalLanguage } from './texts.js';

interface DetailsProps extends Portal {
  /** What was sent and not taken. */
  sent?: Params | undefined;
  problem?: string | undefined;
}

/** Lets customers change what they have told of themselves. */
export const DetailsPage = ({ sent, ...portal }: DetailsProps) => {
  const { configuration, customer, language, visit } = portal;
  return (
    <PortalLayout {...portal} title={language.say('details')} isInner>
      <form method="post" action={pageOf(visit, 'details')}>
        {fieldsOf(configuration.features.customer_update.allowed_updates).map((field) => {
          const value = sent ? textIn(sent, field.name) : field.value(customer);
          return (
            <div class="field">
              <label for={field.name}>{language.say(field.label)}</label>
              {field.name === 'country' ? (
                <Country language={language} value={value} />
              ) : (
                <input id={field.name} name={field.name} autocomplete={field.autocomplete} value={value} />
              )}
            </div>
          );
        })}
        <div class="buttons">
          <button type="submit" class="main">
            {language.say('save')}
          </button>
        </div>
      </form>
    </PortalLayout>
  );
};

const Country = ({ language, value }: { language: PortalLanguage; value: string }) => (
  <select id="country" name="country" autocomplete="country">
    <option value="">{language.say('no_country')}</option>
    {language.countries().map(({ code, name }) => (
      <option value={code} selected={code === value}>
        {name}
      </option>
    ))}
  </select>
);
