export { noteBySecret, notesOf } from './notes.js';
