export { followAddedMethod, setupOf, useAddedMethod } from './added-method.js';
export { type Configuration, configurations } from './configurations.js';
export { isOffered, type Wanted } from './offers.js';
export { payWith } from './pay-with.js';
export { endFlow, PORTAL_PATH, type PortalVisit, portalSessions } from './sessions.js';
