export { createAddressProvider } from './provider.js';
