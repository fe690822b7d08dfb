export { createApplePayGateway } from './gateway.js';
