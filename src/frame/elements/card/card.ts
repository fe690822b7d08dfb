import { runElement } from '../../runtime/run-element.js';
import { servePage } from '../../runtime/serve-page.js';
import { card } from './element.js';
import { createCardStage } from './frame.js';

/** Reads which Element the frame is, and gives up the name, so that no link on the page can lead the frame away by it. */
function takeElement(): string {
  const { name, location } = self;
  // The scripts of earlier versions have it in the address.
  if (!name.startsWith('#')) return location.hash.slice(1);
  self.name = '';
  return name.slice(1);
}

runElement(card, createCardStage(takeElement()), servePage);
