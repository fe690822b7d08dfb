/** @jsxImportSource hono/jsx */
import { type Ctx, viewOf } from './dashboard.js';
import { Layout, Notice } from './layout.js';

/** Answers where there is no such page or object. */
export const notFound = (c: Ctx) =>
  c.html(
    <Layout title="Not found" view={viewOf(c)}>
      <Notice bad>There is no such page, or no such object in {viewOf(c).mode} mode.</Notice>
    </Layout>,
    404,
  );
