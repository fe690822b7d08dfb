export { type Configuration, chosenConfiguration, keptConfiguration } from './configurations.js';
