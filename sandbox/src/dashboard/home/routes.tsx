/** @jsxImportSource hono/jsx */
import { type App, type Dashboard, objectsView } from '../dashboard.js';
import { LENGTHS } from './days.js';
import { FirstSteps } from './first-steps.js';
import { HomePage, LiveHomePage } from './home-page.js';
import { readHome } from './read.js';

const USUAL_LENGTH = 30;

/** Serves the page that the dashboard opens with. */
export function serveHome(app: App, dashboard: Dashboard): void {
  app.get('/', async (c) => {
    const view = await objectsView(c, dashboard);
    if (view.mode === 'live') return c.html(<LiveHomePage view={view} />);
    const length = LENGTHS.find((days) => `${days}` === c.req.query('days')) ?? USUAL_LENGTH;
    const home = await readHome(dashboard, view, length);
    return c.html(home.isNew ? <FirstSteps view={view} /> : <HomePage view={view} home={home} />);
  });
}
