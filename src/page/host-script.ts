/** The host's script, which loads its later scripts from where it came from. */
export { scriptOrigin } from './input/host.js';
export { default } from './script.js';
