export { previewParams } from './params.js';
export { preview } from './preview.js';
