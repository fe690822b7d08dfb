import { runElement } from '../../runtime/run-element.js';
import { servePage } from '../../runtime/serve-page.js';
import { card } from './element.js';
import { createCardStage } from './frame.js';

/** Runs the frame of the card's Elements; the fragment of its address names the Element. */
runElement(card, createCardStage(location.hash.slice(1)), servePage);
