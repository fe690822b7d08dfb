import { card } from '../../frame/elements/card/element.js';
import { iban } from '../../frame/elements/iban/element.js';
import type { StagedElement } from '../../frame/runtime/define-element.js';
import { createCardStage } from './card-stage.js';
import { createFieldStage, type Place } from './stage.js';

/** Functions that put an Element into a place in the page, by the name of the Element's document. */
export const ELEMENTS: Record<string, (place: Place) => StagedElement> = {
  card: (place) => card(createCardStage(place)),
  iban: (place) => iban(createFieldStage(place, 'iban')),
};
