import { runElement } from '../../runtime/run-element.js';
import { servePage } from '../../runtime/serve-page.js';
import { card } from './element.js';
import { createCardStage } from './frame.js';

/** The frame of the card's Elements; the fragment of its address names the one that it is. */
runElement(card, createCardStage(location.hash.slice(1)), servePage);
