export { createLink, endVisit, findVisit, forgetOldLinks, openLink, type Visit } from './links.js';
