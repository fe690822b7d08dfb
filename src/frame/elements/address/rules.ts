/** Rules that are loaded once people can type: nobody needs them earlier, and they are a tenth of the form. */
export { postalCodeError } from '../../address/postal-code.js';
export { isPoBox } from './po-box.js';
