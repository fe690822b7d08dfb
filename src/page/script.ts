import { takeScriptOrigin } from './input/host.js';

takeScriptOrigin();

/** The script tag's entry: its one export becomes the global `Payframe`. */
export { Payframe as default } from './payframe.js';
