import type { TestProject } from 'vitest/node';
import { newestBinaries, startCluster } from './cluster.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A PostgreSQL for the sandboxes of a test file, instead of the embedded database. */
    postgres: string | undefined;
  }
}

/** Has the sandboxes of a project's tests run on PostgreSQL: each in a database of its own, in one cluster. */
export default async function setup(project: TestProject) {
  const cluster = await startCluster(newestBinaries() ?? '');
  project.provide('postgres', cluster.url);
  return cluster.stop;
}
