export { createDashboard, type DashboardOptions } from './app.js';
export { forgetOldActions } from './audit/audit.js';
export { forgetOldSessions } from './session/sessions.js';
export { resetTwoFactor } from './two-factor/reset.js';
