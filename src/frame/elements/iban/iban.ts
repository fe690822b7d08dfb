import { createFieldStage } from '../../runtime/field-stage.js';
import { runElement } from '../../runtime/run-element.js';
import { servePage } from '../../runtime/serve-page.js';
import { iban } from './element.js';

/** Runs the frame of the IBAN's Element. */
runElement(iban, createFieldStage('iban'), servePage);
