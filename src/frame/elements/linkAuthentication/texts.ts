import { incomplete_email, invalid_email, label_email } from '../../language/locales/en.json';
import { learn } from '../../language/texts.js';

learn({ incomplete_email, invalid_email, label_email });
