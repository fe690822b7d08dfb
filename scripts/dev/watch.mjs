import { readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';

/**
 * Calls `onSave` for every file that is saved in these folders. It watches the folders, not the files, so
 * that it notices a file that an editor replaces.
 *
 * @returns a function that ends it.
 */
export function watchFolders(folders, onSave) {
  const watchers = new Map();

  function add(folder) {
    if (watchers.has(folder)) return;
    watchers.set(
      folder,
      watch(folder, (_, name) => {
        const path = join(folder, name ?? '');
        if (isFolder(path)) add(path);
        onSave(path);
      }).on('error', () => remove(folder)),
    );
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isDirectory()) add(join(folder, entry.name));
  }

  function remove(folder) {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  for (const folder of folders) add(folder);
  return () => {
    for (const folder of [...watchers.keys()]) remove(folder);
  };
}

const isFolder = (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
