/** The hostile values and shapes that each parameter of each route is given. */
import { HOSTILE_NUMBERS, HOSTILE_SHAPES, HOSTILE_TEXTS } from './hostile.js';
import { fitting, type Pair } from './requests.js';
import { API, type Endpoint, leavesOf, type Schema } from './surface.js';

interface Parameter {
  route: Endpoint;
  name: string;
  schema: Schema;
}

/** In a short run each parameter of a resource gets an eighth of the values, other ones than its neighbour. */
const SHARES = Number(process.env.FUZZ_RUNS ?? 0) >= 10_000 ? 1 : 8;

/** What each parameter of a route is given. The routes of a resource share the values: they read them by one schema. */
export function hostileParameters(): Map<Endpoint, [name: string, pairs: Pair[]][]> {
  const given = new Map(API.map((route) => [route, [] as [string, Pair[]][]]));
  for (const [at, group] of alikeInResources().entries()) {
    const routes = SHARES === 1 ? 1 : group.length;
    for (const [turn, { route, name, schema }] of group.entries()) {
      const share = pairsOf(name, schema).filter((_, index) => (index + at) % SHARES === 0);
      const own = share.filter((_, index) => index % routes === turn % routes);
      given.get(route)?.push([name, own.length > 0 ? own : share.slice(0, 1)]);
    }
  }
  return given;
}

/** The parameters of all routes, those together that have one name and schema in one resource. */
function alikeInResources(): Parameter[][] {
  const groups = new Map<string, Parameter[]>();
  for (const route of API)
    for (const [name, schema] of leavesOf(route.params)) {
      const key = JSON.stringify([resourceOf(route), name, schema]);
      groups.set(key, [...(groups.get(key) ?? []), { route, name, schema }]);
    }
  return [...groups.values()];
}

const resourceOf = ({ path }: Endpoint) => path.replace(/^\/v1\/(test_helpers\/)?/, '').split('/')[0];

function pairsOf(name: string, schema: Schema): Pair[] {
  const [fits = 'x'] = fitting(name, schema);
  return [
    ...(schema.pattern ? HOSTILE_NUMBERS : HOSTILE_TEXTS).map((value): Pair => [name, value]),
    ...HOSTILE_SHAPES.map((shape): Pair => [name + shape, fits]),
  ];
}
