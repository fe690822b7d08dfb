/**
 * `npm run soak`: shoppers, a field that stays and a shop's server, on a bad network, with a sandbox that is killed and
 * started again. At the end each payment is there once, and neither page nor frame nor sandbox has grown.
 *
 * `SOAK_MINUTES` (30) says for how long, `SOAK_SEED` which choices: they are the same for the same seed, when they come is
 * not. All is on this machine's loopback. Ends with 1 where a promise was broken.
 */
import { rmSync } from 'node:fs';
import { audit, leftInDatabase } from './books.js';
import { createClock } from './clock.js';
import { compare, print } from './growth.js';
import { createRandom, type Random } from './random.js';
import { openScene, type Scene } from './scene.js';

const minutes = Number(process.env.SOAK_MINUTES ?? 30);
const seed = Number(process.env.SOAK_SEED ?? Math.floor(Math.random() * 2 ** 32));
if (!(minutes > 0 && Number.isInteger(seed))) throw new Error('SOAK_MINUTES and SOAK_SEED are numbers.');

/** However fast the machine is, it is enough after so many rounds. */
const MOST_ROUNDS = 5_000;
/** Shares of the time: all is warm after the first, and kills end with the second, so that one process can be watched. */
const WARM = 0.1;
const WARM_ROUNDS = 12;
const KILLS = 0.5;
/** The sandbox lives this long between two kills, and sometimes a quarter of it. */
const LIFE_MS = Math.min(40_000, (minutes * 60_000) / 12);
const CHARGE_EVERY_MS = 1_000;

const clock = createClock(minutes * 60_000);
const broken: string[] = [];
const tell = (what: string) => {
  broken.push(what);
  console.log(`  BROKEN after ${clock.seconds()} s: ${what}`);
};

async function killNowAndThen({ platform }: Scene, random: Random): Promise<number> {
  for (let kills = 0; ; kills++) {
    await clock.rest(random.between(LIFE_MS / 4, LIFE_MS));
    if (clock.share() > KILLS) return kills;
    await platform.killAndRestart();
  }
}

async function chargeNowAndThen({ server }: Scene, random: Random): Promise<void> {
  for (let charge = 1; clock.share() < 1; charge++) {
    const order = `server-${charge}`;
    const id = await server.charge(order);
    if (random.chance(0.2)) await server.refund(order, id);
    await clock.rest(CHARGE_EVERY_MS);
  }
}

function createShopping({ regular, visitor, keeper, server, gateway, shop }: Scene) {
  let rounds = 0;
  const ends: Record<string, number> = {};
  return {
    ends,
    async until(share: number, least = 0) {
      while ((clock.share() < share || rounds < least) && rounds < MOST_ROUNDS) {
        const secret = await server.openIntent(`page-${++rounds}`);
        await (rounds % 2 ? regular : visitor).pay(secret);
        const end = await keeper.send();
        ends[end] = (ends[end] ?? 0) + 1;
        if (rounds % 5 === 0) await keeper.retype();
        gateway.trips.length = shop.requests.length = 0;
      }
    },
  };
}

async function soak(scene: Scene, random: Random): Promise<void> {
  const { regular, visitor, keeper, platform, gateway, weather } = scene;
  const sizes = {
    page: [] as Awaited<ReturnType<typeof regular.leftovers>>[],
    frame: [] as Awaited<ReturnType<typeof keeper.use>>[],
    sandbox: [] as Awaited<ReturnType<typeof platform.usage>>[],
  };
  const measurePages = async () => {
    sizes.page.push(await regular.leftovers());
    sizes.frame.push(await keeper.use());
  };
  const shopping = createShopping(scene);
  const [killing, charging] = [
    killNowAndThen(scene, random.branch()),
    chargeNowAndThen(scene, random.branch()),
  ];
  await shopping.until(WARM, WARM_ROUNDS);
  await measurePages();
  await shopping.until(KILLS);
  const kills = await killing;
  await shopping.until(KILLS + WARM);
  for (const share of [0.7, 0.8, 0.9, 1]) {
    await measurePages();
    sizes.sandbox.push(await platform.usage());
    await shopping.until(share);
  }
  await charging;
  gateway.fate = undefined;
  await measurePages();
  sizes.sandbox.push(await platform.usage());

  for (const what of await audit(platform, scene.server, scene.receiver)) tell(what);
  await scene.closePages();
  const code = await platform.stop();
  if (code !== 0) tell(`The sandbox ended with ${code} when it was asked to.`);
  for (const what of await leftInDatabase(scene.dataDir)) tell(what);

  const { orders, refunds } = scene.server;
  console.log(`${orders.size} payments and ${refunds.size} refunds in ${clock.seconds()} s, ${kills} kills`);
  print('the network', weather.counts);
  print('what happened to pages', regular.mishaps, visitor.mishaps);
  print('how confirms ended', regular.ends, visitor.ends);
  print('how the calls of the field that stays ended', shopping.ends);
  print('lines of faults in the sandbox’s log', { lines: platform.faults.length });
  for (const line of platform.faults.slice(0, 10)) console.log(`    ${line}`);
  for (const what of compare(sizes)) tell(what);
}

console.log(`Soak of ${minutes} minutes, SOAK_SEED=${seed}`);
const random = createRandom(seed);
const scene = await openScene(random.branch(), tell);
try {
  await soak(scene, random);
} finally {
  await scene.close();
  rmSync(scene.dataDir, { recursive: true, force: true });
}
console.log(broken.length ? `${broken.length} promises were broken.` : 'Every promise was kept.');
process.exit(broken.length ? 1 : 0);
