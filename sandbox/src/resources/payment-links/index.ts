export { LINK_PATH, linkOfAddress, paymentLinks } from './links.js';
export { isOpen, visitLink } from './visit.js';
