import { status_wait, title_payment } from '../language/locales/en.json';
import { learn } from '../language/texts.js';

learn({ status_wait, title_payment });
