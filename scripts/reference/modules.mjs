import { Converter, ReflectionKind } from 'typedoc';

/**
 * Names each module as an import does: `payframe`, `payframe/react`. The interface that `Payframe()` returns
 * shares its name with the function, so that the entry hides it behind an alias. Here it is taken from its
 * own file, in place of the alias.
 */
export function load({ converter }) {
  converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    const modules = project.getChildrenByKind(ReflectionKind.Module);
    const [main, object] = modules.filter(({ name }) => name.startsWith('page'));
    const references = [main, object].flatMap((module) => module.getChildrenByKind(ReflectionKind.Reference));
    const aliases = main
      .getChildrenByKind(ReflectionKind.TypeAlias)
      .filter(({ name }) => name === 'Payframe');
    for (const standIn of [...references, ...aliases]) project.removeReflection(standIn);
    project.mergeReflections(object, main);
    for (const module of modules) module.name = module === main ? 'payframe' : `payframe/${module.name}`;
  });
}
