/**
 * Ends what the tests of a file have opened. The files of a worker share their modules, so that a hook in one of those
 * would be a hook of the first file that imports it.
 */
import { afterAll, afterEach } from 'vitest';
import { killAfterFile, killAfterTest } from './command.js';
import { removeDirectories } from './harness.js';
import { closeReceivers } from './receiver.js';

afterEach(killAfterTest);
afterAll(async () => {
  await killAfterFile();
  await closeReceivers();
  removeDirectories();
});
