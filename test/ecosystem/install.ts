/** The wrappers, bundlers and frameworks have a folder of their own, with a lock of its own: nothing else needs them. */
import { fileURLToPath } from 'node:url';

export const ecosystemFolder = fileURLToPath(new URL('.', import.meta.url));

/** Installs what is missing of them, once before the tests. */
export default async function installEcosystem(): Promise<void> {
  const { install } = (await import(/* @vite-ignore */ '../../scripts/install.mjs' as string)) as {
    install(folder: string): Promise<boolean>;
  };
  await install(ecosystemFolder);
}
