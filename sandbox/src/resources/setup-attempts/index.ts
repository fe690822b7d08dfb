export { abandonAttempt, beginAttempt, endAttempt } from './attempts.js';
