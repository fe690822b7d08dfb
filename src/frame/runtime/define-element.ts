import type { CallMessage, CallMethod, ElementState, JsonObject, WireError } from '../../wire/index.js';
import { type Answer, unreachable } from '../api/answer.js';
import type { ApiAccess } from '../api/api.js';
import type { Send } from '../api/sender.js';
import type { Field } from '../input/field.js';
import { firstError } from '../input/field-state.js';
import type { FieldErrorCode } from '../input/text-rule.js';
import type { Opening, Tell } from './serve-page.js';

/** An Element's surroundings: the document of a frame, or the double's inputs in a page. */
export interface Stage<Model> {
  /** Begins to serve a page. Calls wait for it. */
  open?(opening: Opening, model: Model, life: Life): Promise<void> | void;
  /** Takes the Element's options, anew at each update. */
  applyOptions?(options: JsonObject): void;
  /** Shows how the Element stands. */
  show(state: ElementState, model: Model, life: Life): void;
  /** Begins to tell the page what only this kind of stage notices. */
  watch?(model: Model, life: Life): void;
}

/** An Element's life, as its model and its stage know it. */
export interface Life {
  /** The options that the page gave last. */
  options: JsonObject;
  tell: Tell;
  /** Takes a change of what was typed or chosen: shows it, and tells the page where the state is another. */
  changed(): void;
  /** The same for a change that came from elsewhere, such as another Element of the group. */
  show(): void;
}

/** The fields of an Element and their rules, wherever they are shown. */
export interface Model<Typed extends unknown[]> {
  /** Every field by its name, whether it is shown or not. */
  readonly fields: Record<string, Field>;
  /** Whether it sends what is typed; one field of a card leaves that to the number's. */
  readonly sends: boolean;
  /** The fields that a person sees, in order. */
  shown(): Field[];
  state(): ElementState;
  /** The error of a field, in the person's language; by default the text of its code. */
  describe?(code: FieldErrorCode): WireError;
  /** The typed text, as the calls take it. */
  read(fields: Field[]): Typed;
  applyOptions?(options: JsonObject): void;
  onChange?(): void;
  /** The fields that a call needs, or why it can't have them; by default those that are shown. */
  collect?(method: CallMethod): Field[] | { error: WireError };
  clear(): void;
}

/** The part of a model that every stage can show. */
export type Shown = Pick<Model<never>, 'shown' | 'describe'>;

/** The stage of an Element that has one field. */
export interface FieldStage extends Stage<Shown> {
  input: HTMLInputElement;
}

type Calls<Typed extends unknown[]> = (message: CallMessage, ...typed: Typed) => Promise<Answer>;

/** A kind of Element. */
export interface ElementDefinition<S extends Stage<M>, M extends Model<T>, T extends unknown[]> {
  /** Makes the fields, with their rules, on the inputs of a stage. */
  create(stage: S, life: Life): M;
  /**
   * Loads what the Element can send.
   *
   * @param send Sends a request; by default to the API of the frame's own origin.
   */
  loadCalls(access: ApiAccess, send?: Send): Promise<Calls<T>>;
}

/** An Element on its stage. */
export interface StagedElement {
  /** Begins to serve a page, which hears nothing of the state before `start`. */
  open(opening: Opening, tell: Tell, send?: Send): void;
  update(options: JsonObject): void;
  /** Tells the page how the Element stands, from now on: it begins with what was typed before it could listen. */
  start(): void;
  /** Shows it anew. */
  show(): void;
  /** The input that takes the focus. */
  first(): HTMLInputElement;
  clear(): void;
  /** Answers a call of the page's. Always settles. */
  call(message: CallMessage): Promise<Answer>;
}

/** Turns the definition of an Element into what puts it on a stage. */
export const defineElement =
  <S extends Stage<M>, M extends Model<T>, T extends unknown[]>(definition: ElementDefinition<S, M, T>) =>
  (stage: S): StagedElement => {
    const life: Life = { options: {}, tell() {}, changed, show };
    const model = definition.create(stage, life);
    let load: () => Promise<Calls<T> | undefined>;
    let opened: Promise<void> | void;
    let lastState = '';

    function changed() {
      model.onChange?.();
      show();
    }

    function show() {
      const state = model.state();
      stage.show(state, model, life);
      const text = JSON.stringify(state);
      // Not before the page was told that the Element is ready.
      if (!lastState || text === lastState) return;
      lastState = text;
      life.tell({ type: 'change', state });
    }

    return {
      show,
      open(opening, tell, send) {
        let calls: Promise<Calls<T> | undefined> | undefined;
        life.tell = tell;
        load = () => (calls ??= definition.loadCalls(opening, send).catch(() => (calls = undefined)));
        opened = stage.open?.(opening, model, life);
      },
      update(options) {
        life.options = options;
        for (const { input } of Object.values(model.fields)) input.disabled = options.disabled === true;
        model.applyOptions?.(options);
        stage.applyOptions?.(options);
        changed();
      },
      start() {
        lastState = JSON.stringify({ ...model.state(), empty: true });
        changed();
        stage.watch?.(model, life);
        // The fields can be typed into without the calls, which load after them.
        if (model.sends) void load();
      },
      first: () => (model.shown()[0] as Field).input,
      clear: model.clear,
      async call(message) {
        await opened;
        const fields = model.collect?.(message.method) ?? model.shown();
        if ('error' in fields) return fields;
        const error = firstError(fields, changed, model.describe);
        if (error) return { error };
        if (message.method === 'validate') return { value: {} };
        // Read at once, as it was validated: the fields stay open while what sends them is fetched.
        const typed = model.read(fields);
        const calls = await load();
        return calls ? calls(message, ...typed) : unreachable();
      },
    };
  };
