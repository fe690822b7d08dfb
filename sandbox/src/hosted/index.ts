export { createHostedPages, HOSTED_PATH } from './pages.js';
