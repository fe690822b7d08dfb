export { createDashboard, type DashboardOptions } from './app.js';
export { forgetOldSessions } from './session/sessions.js';
