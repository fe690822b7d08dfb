/// <reference path="../../frame/files-as-texts.d.ts" />
import cardHtml from '../../frame/elements/card/card.html?raw';
import { card } from '../../frame/elements/card/element.js';
import { iban } from '../../frame/elements/iban/element.js';
import ibanHtml from '../../frame/elements/iban/iban.html?raw';
import type { StagedElement } from '../../frame/runtime/define-element.js';
import { createCardStage } from './card-stage.js';
import { createFieldStage, type Place } from './stage.js';

/** By the name of an Element's document: puts the Element into a place in the page. */
export const ELEMENTS: Record<string, (place: Omit<Place, 'html'>) => StagedElement> = {
  card: (place) => card(createCardStage({ ...place, html: cardHtml })),
  iban: (place) => iban(createFieldStage({ ...place, html: ibanHtml })),
};
