import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from '../usage-error.js';

/** The world around a command. */
export interface Surroundings {
  env: NodeJS.ProcessEnv;
  /** Writes a line of the result. */
  out(line: string): void;
  /** Writes a line beside the result. */
  err(line: string): void;
  /** Is aborted when the person at the terminal ends the command. */
  signal: AbortSignal;
}

/** A command that talks to a running sandbox. */
export interface Command {
  help: string;
  /** @throws UsageError for arguments that it does not take. */
  run(args: string[], surroundings: Surroundings): Promise<void>;
}

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Reads flags and the texts beside them.
 *
 * @throws UsageError for a flag that is not among `options`.
 */
export function readArguments<const Given extends Options>(args: string[], options: Given) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
