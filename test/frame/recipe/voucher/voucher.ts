import { createFieldStage } from '../../runtime/field-stage.js';
import { runElement } from '../../runtime/run-element.js';
import { servePage } from '../../runtime/serve-page.js';
import { voucher } from './element.js';

/** The frame of the voucher's Element. */
runElement(voucher, createFieldStage('voucher'), servePage);
