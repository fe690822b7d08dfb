import { createFieldStage } from '../../runtime/field-stage.js';
import { runElement } from '../../runtime/run-element.js';
import { servePage } from '../../runtime/serve-page.js';
import { auBankAccount } from './element.js';

/** Runs the frame of the Australian bank account's Element. */
runElement(
  auBankAccount,
  createFieldStage('auBankAccount', ['label_bsb', 'label_account_number']),
  servePage,
);
