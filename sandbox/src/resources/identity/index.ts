export { verificationLinks } from './links.js';
