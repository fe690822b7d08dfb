import { UsageError } from '../usage-error.js';
import type { Command, Surroundings } from './command.js';

/** Every command, which is loaded only when it is asked for. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  dashboard: async () => (await import('./dashboard.js')).dashboard,
  fixtures: async () => (await import('./fixtures.js')).fixtures,
  listen: async () => (await import('./listen.js')).listen,
  logs: async () => (await import('./logs.js')).logs,
  trigger: async () => (await import('./trigger.js')).trigger,
};

/**
 * Runs the command that the first argument names.
 *
 * @throws UsageError where there is no such command, or it does not take the other arguments.
 */
export async function runCommand([name = '', ...args]: string[], surroundings: Surroundings): Promise<void> {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) {
    const names = Object.keys(COMMANDS).join(', ');
    throw new UsageError(
      `There is no command '${name}'. There are: ${names}; without one, it starts a sandbox.`,
    );
  }
  const command = await load();
  if (args.includes('--help')) return surroundings.out(command.help.trimEnd());
  await command.run(args, surroundings);
}
