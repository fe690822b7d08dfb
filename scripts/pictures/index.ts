/**
 * `npm run pictures`: takes the pictures and the recording of the guides, in the tests' Chromium, of the product as
 * `npm start` brings it up. With names, as in `npm run pictures -- card recording`, it takes only those.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { record } from './recording.js';
import { SCENES, type Scene } from './scenes.js';
import { openStage, type Stage } from './stage.js';
import { pictureOf } from './webp.js';

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const SCHEMES = ['light', 'dark'] as const;
const RECORDING = 'recording';

const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);

async function save(file: string, data: Uint8Array): Promise<void> {
  await writeFile(folder + file, data);
  process.stdout.write(`${file.padEnd(32)} ${Math.ceil(data.length / 1024)} KB\n`);
}

async function take(name: string, { viewport, scale = 2, arrange }: Scene, stage: Stage): Promise<void> {
  for (const colorScheme of SCHEMES) {
    const page = await stage.open({ viewport, colorScheme, deviceScaleFactor: scale });
    await save(`${name}-${colorScheme}.webp`, await pictureOf(await arrange(page, stage)));
    await page.context().close();
  }
}

const unknown = wanted.filter((name) => name !== RECORDING && !Object.hasOwn(SCENES, name));
if (unknown.length > 0) {
  throw new Error(`No picture is called ${unknown}: choose from ${[...Object.keys(SCENES), RECORDING]}.`);
}
await mkdir(folder, { recursive: true });
const stage = await openStage();
try {
  for (const [name, scene] of Object.entries(SCENES)) if (isWanted(name)) await take(name, scene, stage);
  if (isWanted(RECORDING)) {
    const { moving, still } = await record(stage);
    await save('payment.gif', moving);
    await save('payment-still.webp', still);
  }
} finally {
  await stage.close();
}
