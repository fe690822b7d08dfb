/** The list of events that the bindings pass on is the one that the types of all Elements have; nothing here runs. */
import type { ElementEvent, WalletEvent } from '../../src/contract/element-events.js';
import type { ElementMap } from '../../src/page/types/element-map.js';

type TypedEvent = { [Type in keyof ElementMap]: keyof ElementMap[Type]['events'] }[keyof ElementMap];

export const listed = (event: TypedEvent): ElementEvent | WalletEvent => event;
export const typed = (event: ElementEvent | WalletEvent): TypedEvent => event;
