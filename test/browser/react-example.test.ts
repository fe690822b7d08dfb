import { testExample } from './example-checkout.js';

testExample('react', '__reactContainer');
