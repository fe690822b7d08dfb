import { runCheck } from './check/check.js';
import { type Output, runGuard } from './command.js';
import { withhold } from './withhold.js';

const HELP = `payframe: tools for a page that uses Payframe.

  payframe guard …   find secret keys in built files; see payframe guard --help
  payframe check …   find what of a Stripe integration works here; see payframe check --help
`;

/** Runs `payframe` with its subcommand and returns the exit code. */
export function runPayframe([name, ...args]: string[], output: Output): number {
  if (name === 'guard') return runGuard(args, output);
  if (name === 'check') return runCheck(args, output);
  if (name === '--help') {
    output.out(HELP);
    return 0;
  }
  const problem = name === undefined ? 'Name a command.' : `There is no command '${withhold(name)}'.`;
  output.err(`payframe: ${problem}\n\n${HELP}`);
  return 2;
}
