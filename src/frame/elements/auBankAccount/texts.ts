import {
  incomplete_account_number,
  incomplete_bsb,
  label_account_number,
  label_bsb,
} from '../../language/locales/en.json';
import { learn } from '../../language/texts.js';

learn({ incomplete_account_number, incomplete_bsb, label_account_number, label_bsb });
