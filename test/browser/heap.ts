/**
 * What a page's script holds in memory: a heap snapshot of its renderer, and a search in all strings of it. What the
 * snapshot does not hold (bytes of typed arrays, arrays of doubles, the DOM's own text) `memory.ts` finds.
 */
import type { Page } from 'playwright-core';

/** A string of the heap that matched, cut around the match. */
export interface HeapMatch {
  text: string;
  at: number;
}

/** Where the needle occurs in the heap of the page's renderer. */
export async function searchHeap(page: Page, needle: string | RegExp): Promise<HeapMatch[]> {
  return matchesIn(await heapStrings(page), needle);
}

/** Every string in the heap of the page's renderer: values, keys, source text, and numbers as they print. */
export async function heapStrings(page: Page): Promise<string[]> {
  const snapshot = JSON.parse(await heapSnapshot(page)) as Snapshot;
  return [...snapshot.strings, ...concatenations(snapshot)];
}

/** Where the needle occurs in strings that `heapStrings` returned. */
export function matchesIn(strings: string[], needle: string | RegExp): HeapMatch[] {
  const matches: HeapMatch[] = [];
  for (const string of strings) {
    const at = typeof needle === 'string' ? string.indexOf(needle) : string.search(needle);
    if (at >= 0) matches.push({ text: string.slice(Math.max(0, at - 60), at + 60), at });
  }
  return matches;
}

/** The snapshot's JSON, as the browser wrote it, after a collection of garbage. */
export async function heapSnapshot(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  try {
    const chunks: string[] = [];
    session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
    await session.send('HeapProfiler.collectGarbage');
    await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false, captureNumericValue: true });
    return chunks.join('');
  } finally {
    await session.detach();
  }
}

/** The format of Chromium's `.heapsnapshot`: rows of numbers, whose columns `meta` names. */
interface Snapshot {
  snapshot: {
    meta: { node_fields: string[]; node_types: [string[], ...unknown[]]; edge_fields: string[] };
  };
  nodes: number[];
  edges: number[];
  strings: string[];
}

// `a + b` is kept as two halves, and so is what a page collects key by key: neither half is the whole number.
function concatenations(snapshot: Snapshot): string[] {
  const halves = halvesByNode(snapshot);
  const inner = new Set([...halves.values()].flat());
  const whole = [...halves.keys()].filter((node) => !inner.has(node));
  return whole.map((node) => textOf(node, halves, snapshot));
}

// The two halves of each concatenated string, as indices of their first column in `nodes`.
function halvesByNode({ snapshot, nodes, edges, strings }: Snapshot): Map<number, number[]> {
  const { node_fields, node_types, edge_fields } = snapshot.meta;
  const [type, count] = [node_fields.indexOf('type'), node_fields.indexOf('edge_count')];
  const [label, to] = [edge_fields.indexOf('name_or_index'), edge_fields.indexOf('to_node')];
  const concatenated = node_types[0].indexOf('concatenated string');
  const halves = new Map<number, number[]>();
  let edge = 0;
  for (let node = 0; node < nodes.length; node += node_fields.length) {
    const end = edge + (nodes[node + count] ?? 0) * edge_fields.length;
    if (nodes[node + type] === concatenated) {
      const named: Record<string, number> = {};
      for (let at = edge; at < end; at += edge_fields.length) {
        named[strings[edges[at + label] ?? 0] ?? ''] = edges[at + to] ?? 0;
      }
      halves.set(node, [named.first ?? 0, named.second ?? 0]);
    }
    edge = end;
  }
  return halves;
}

const longestText = 1_000_000;

// From left to right without recursion: a text that was built key by key is as deep as it is long.
function textOf(root: number, halves: Map<number, number[]>, { snapshot, nodes, strings }: Snapshot): string {
  const name = snapshot.meta.node_fields.indexOf('name');
  const left = [root];
  let text = '';
  while (left.length && text.length < longestText) {
    const node = left.pop() ?? 0;
    const [first, second] = halves.get(node) ?? [];
    if (first !== undefined && second !== undefined) left.push(second, first);
    else text += strings[nodes[node + name] ?? 0] ?? '';
  }
  return text;
}
