export { purposeOf } from './files.js';
