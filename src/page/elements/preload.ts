import { ELEMENTS } from '../../wire/index.js';
import { callAgent } from '../link/agent.js';
import type { FrameContext } from '../link/frame-context.js';
import { requireElementType } from './element-types.js';

/**
 * Lets the browser fetch and compile what an Element needs. Only a document of the host in this page can do that: browsers
 * keep the cache and the connections of each page's frames apart. It is gone once it has all.
 *
 * @throws IntegrationError when there is no such type of Element.
 */
export function preload(context: FrameContext, type: unknown): void {
  const { path } = ELEMENTS[requireElementType(type, context)];
  // On a server there is no document that could do it.
  callAgent(context, 'prepare', {}, undefined, path).catch(() => {});
}
