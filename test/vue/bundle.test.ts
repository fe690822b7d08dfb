import { testBundle } from '../binding-bundle.js';

testBundle('vue');
