import { runElement } from '../../runtime/run-element.js';
import { contact } from './element.js';
import { createContactStage } from './stage.js';
import { serveThemed } from './themed.js';

/** Runs the frame of the email address's Element, under the name that Stripe.js has for it. There is no Link here. */
runElement(contact, createContactStage(), serveThemed);
