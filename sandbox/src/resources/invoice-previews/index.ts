export { preview } from './preview.js';
