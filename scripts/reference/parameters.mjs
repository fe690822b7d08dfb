import { Converter, ReflectionKind } from 'typedoc';

/** Names a parameter that the code takes apart at once, and that has no name of its own there. */
export function load({ converter }) {
  converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const parameter of project.getReflectionsByKind(ReflectionKind.Parameter)) {
      if (parameter.name !== '__namedParameters') continue;
      // A component is a function with a capital letter.
      parameter.name = /^[A-Z]/.test(parameter.parent.name) ? 'props' : 'values';
    }
  });
}
