import { guessCountry } from '../../frame/elements/card/cardholder-country.js';
import { type CardModel, type CardStage, FIELD_OF } from '../../frame/elements/card/element.js';
import { choiceOf, isDisallowed, preferredOf } from '../../frame/elements/card/networks.js';
import { FIELD_NAMES } from '../../frame/input/field.js';
import en from '../../frame/language/locales/en.json';
import { learn } from '../../frame/language/texts.js';
import type { JsonObject } from '../../wire/index.js';
import { AUTOCOMPLETE } from '../fields.js';
import { createInput } from './input.js';
import { type Place, showFields } from './stage.js';

learn({ disallowed_brand: en.disallowed_brand });

/** Creates the stage of a card's Element, whole or one field of it. */
export function createCardStage({ root, part, group }: Place): CardStage {
  const inputs = Object.fromEntries(
    FIELD_NAMES.map((name) => [
      name,
      createInput(en[`label_${name}`], en[`placeholder_${name}`], AUTOCOMPLETE[name]),
    ]),
  ) as CardStage['inputs'];
  const only = FIELD_OF[part];
  let offered = '';
  let chosen: string | undefined;

  /**
   * Chooses the network of a co-badged card by the page's preference, because the double has no choice for a
   * person.
   */
  function chooseNetwork({ fields }: CardModel, options: JsonObject): boolean {
    const choice = choiceOf(fields.number.raw(), options.disallowedCardBrands);
    chosen = preferredOf(choice, options.preferredNetwork);
    const isNew = choice.join() !== offered;
    offered = choice.join();
    return isNew;
  }

  const stage: CardStage = {
    inputs,
    only,
    country: guessCountry(navigator.language, new Date().getTimezoneOffset()),
    networks: { isDisallowed, chosenNetwork: () => chosen },
    open(_, { shown }, { show }) {
      if (only) stage.siblings = group.join(root, { fields: shown, refresh: show });
    },
    applyOptions({ placeholder }) {
      if (only && typeof placeholder === 'string') inputs[only].placeholder = placeholder;
    },
    show(_, model, { options, tell }) {
      showFields(root, model);
      if (chooseNetwork(model, options)) tell({ type: 'event', name: 'networkschange', details: {} });
    },
  };
  return stage;
}
