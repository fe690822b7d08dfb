export { accountLinks, createLink, type Visit } from './links.js';
