import { testBundle } from '../binding-bundle.js';

testBundle('react');
