import type { CallMessage, CallMethod, ElementState, JsonObject, Tell, WireError } from '../../wire/index.js';
import { type Answer, unreachable } from '../api/answer.js';
import type { ApiAccess } from '../api/headers.js';
import type { Send } from '../api/sender.js';
import type { Field } from '../input/field.js';
import { firstError } from '../input/field-state.js';
import type { FieldErrorCode } from '../input/text-rule.js';
import type { Opening } from './serve-page.js';

/** Surroundings of an Element: the document of a frame, or the double's inputs in a page. */
export interface Stage<Model> {
  /** Loads what the calls of a page need, once people can type. Calls wait for it. */
  open?(opening: Opening, model: Model, life: Life): Promise<void> | void;
  /** Applies the Element's options, again at each update. */
  applyOptions?(options: JsonObject): void;
  /** Shows the Element's state. */
  show(state: ElementState, model: Model, life: Life): void;
  /** Starts to report to the page what only this kind of stage notices. */
  watch?(model: Model, life: Life): void;
}

/** Interface through which an Element's model and its stage reach its page. */
export interface Life {
  /** The newest options from the page. */
  options: JsonObject;
  tell: Tell;
  /**
   * Handles a change of the typed or chosen values: shows it, and tells the page if the state has changed.
   */
  changed(): void;
  /** Does the same for a change that came from elsewhere, such as another Element of the group. */
  show(): void;
}

/** Fields of an Element and their rules, wherever they are shown. */
export interface Model<Typed extends unknown[]> {
  /** Every field by its name, shown or not. */
  readonly fields: Record<string, Field>;
  /** Whether it sends the typed data. A single field of a card leaves that to the number's Element. */
  readonly sends: boolean;
  /** The fields that a person sees, in order. */
  shown(): Field[];
  state(): ElementState;
  /** Returns the error of a field, in the person's language; by default the text of its code. */
  describe?(code: FieldErrorCode): WireError;
  /** Returns the typed text in the form that the calls take. */
  read(fields: Field[]): Typed;
  applyOptions?(options: JsonObject): void;
  onChange?(): void;
  /**
   * Returns the fields that a call needs, or the reason why it can't have them; by default the shown fields.
   */
  collect?(method: CallMethod): Field[] | { error: WireError };
  clear(): void;
}

/** The part of a model that every stage can show. */
export type Shown = Pick<Model<never>, 'shown' | 'describe'>;

/** Stage of an Element with a fixed number of fields. */
export interface FieldStage extends Stage<Shown> {
  /** The first input, which is the only one of most Elements. */
  input: HTMLInputElement;
  inputs: HTMLInputElement[];
}

type Calls<Typed extends unknown[]> = (message: CallMessage, ...typed: Typed) => Promise<Answer>;

/** Definition of a kind of Element. */
export interface ElementDefinition<S extends Stage<M>, M extends Model<T>, T extends unknown[]> {
  /** Creates the fields, with their rules, on the inputs of a stage. */
  create(stage: S, life: Life): M;
  /**
   * Loads the calls that the Element can make.
   *
   * @param send Sends a request; by default to the API of the frame's own origin.
   */
  loadCalls(access: ApiAccess, send?: Send): Promise<Calls<T>>;
}

/** An Element on its stage. */
export interface StagedElement {
  /** Starts to serve a page, which gets no state before `start`. */
  open(opening: Opening, tell: Tell, send?: Send): void;
  update(options: JsonObject): void;
  /**
   * Tells the page the Element's state from now on, beginning with what was typed before the page could
   * listen. Settles when people can type.
   */
  start(): Promise<void> | void;
  /** Shows the state again. */
  show(): void;
  /** Returns the input that takes the focus. */
  first(): HTMLInputElement;
  clear(): void;
  /** Answers a call from the page. Always settles. */
  call(message: CallMessage): Promise<Answer>;
}

/** Turns the definition of an Element into a function that puts it on a stage. */
export const defineElement =
  <S extends Stage<M>, M extends Model<T>, T extends unknown[]>(definition: ElementDefinition<S, M, T>) =>
  (stage: S): StagedElement => {
    const life: Life = { options: {}, tell() {}, changed, show };
    const model = definition.create(stage, life);
    let load: () => Promise<Calls<T> | undefined>;
    let open: () => Promise<void> | void;
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
      // The state is sent only after the page was told that the Element is ready.
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
        open = () => stage.open?.(opening, model, life);
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
        // People can type into the fields before these are loaded.
        opened = open();
        if (model.sends) void load();
      },
      first: () => (model.shown()[0] as Field).input,
      clear: model.clear,
      async call(message) {
        await opened;
        if (message.method === 'prepare') return (await load()) ? { value: {} } : unreachable();
        const fields = model.collect?.(message.method) ?? model.shown();
        if ('error' in fields) return fields;
        const error = firstError(fields, changed, model.describe);
        if (error) return { error };
        if (message.method === 'validate') return { value: {} };
        if (message.method === 'createConfirmationToken')
          message.params = { setup_future_usage: usageOf(life.options), ...message.params };
        // Read at the moment of validation, because the fields stay open while the calls are fetched.
        const typed = model.read(fields);
        const calls = await load();
        return calls ? calls(message, ...typed) : unreachable();
      },
    };
  };

/** Returns what the group says about later payments. */
const usageOf = ({ setupFutureUsage = null, setup_future_usage = setupFutureUsage }: JsonObject) =>
  setup_future_usage;
