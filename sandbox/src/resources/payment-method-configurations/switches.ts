import type { Switches } from '../../kernel/switches.js';
import { methods } from '../../methods/index.js';
import { changeConfiguration, defaultId, findConfiguration } from './configurations.js';

/** The page on which an account switches its payment methods on and off: its default configuration. */
export const switches: Switches = {
  page: 'payment-methods',
  title: 'Payment methods',
  explanation:
    'A Payment Element offers a customer the methods that are on, as far as they fit the payment. Payments for which your ' +
    'server lists the types itself are not changed by this.',
  async read(work) {
    const { switchedOff } = await findConfiguration(work, defaultId(work), 'id');
    return methods.all.map(({ type, name, currencies }) => ({
      name: type,
      label: name,
      hint: currencies === 'all' ? 'every currency' : currencies.join(', ').toUpperCase(),
      isOn: !switchedOff.includes(type),
    }));
  },
  async save(work, on) {
    const switchedOff = methods.types.filter((type) => !on.has(type));
    await changeConfiguration(work, defaultId(work), () => ({ switchedOff }));
  },
};
