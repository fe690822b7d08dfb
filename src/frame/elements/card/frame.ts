import { styleRules } from '../../look/style.js';
import type { Life } from '../../runtime/define-element.js';
import type { FrameStage } from '../../runtime/run-element.js';
import { guessCountry } from './cardholder-country.js';
import { mayBeCoBadged } from './co-badged.js';
import type { CardModel, CardStage } from './element.js';
import { createCardView } from './view.js';

/**
 * Creates the document of a card's frame, which loads further parts only for the few cards that need them.
 *
 * @param part The Element whose field is shown; empty for the whole card.
 */
export function createCardStage(part: string): CardStage & FrameStage {
  const view = createCardView(part, guessCountry(navigator.language, new Date().getTimezoneOffset()));
  let networks: typeof import('./network-choice.js') | undefined;
  let siblings: import('./siblings.js').JoinedSiblings | undefined;
  let autofilled = false;

  const stage: CardStage & FrameStage = {
    ...view,
    readStyle: styleRules,
    async open(opening, form, { show }) {
      // A whole card needs no other document.
      if (!part) return;
      const joining = await import('./siblings.js').catch(() => undefined);
      stage.siblings = siblings = joining?.joinSiblings(opening, form.shown, show);
      siblings?.refresh();
      handOver(form);
      show();
    },
    show(state, form, life) {
      view.show(state, form);
      const { number } = form.fields;
      if (networks) networks.showChoice(number, life.options, life.tell, life.changed);
      else if (life.options.disallowedCardBrands || mayBeCoBadged(number.raw())) void loadNetworks(life);
    },
    watch(form, { tell }) {
      document.addEventListener('input', () => {
        const active = view.root.querySelector(':autofill') !== null;
        if (active !== autofilled) tell({ type: 'autofill', active });
        autofilled = active;
        handOver(form);
      });
    },
  };

  /** The browser fills all fields of a document at once. Those that are not shown here belong to siblings. */
  function handOver({ fields, shown }: CardModel) {
    for (const companion of Object.values(fields))
      if (!shown().includes(companion) && companion.raw()) siblings?.handOver(companion);
  }

  /** Loads the parts that only co-badged cards, and pages that refuse brands, need. */
  async function loadNetworks({ changed }: Life) {
    stage.networks = networks = await import('./network-choice.js').catch(() => undefined);
    if (networks) changed();
  }

  return stage;
}
