/** Writes code that creates the chosen Elements. */

const json = (value) => JSON.stringify(value, null, 2).replace(/^( *)"([A-Za-z_]\w*)":/gm, '$1$2:');

const isEmpty = (value) => Object.keys(value).length === 0;
const args = (...values) => values.filter((value) => value !== undefined).join(', ');
const optional = (value) => (isEmpty(value) ? undefined : json(value));

/** Writes the code for a page with the script tag. */
function javascript({ group, types, options }) {
  return [
    "const payframe = Payframe('pk_test_…');",
    `const elements = payframe.elements(${optional(group) ?? ''});`,
    ...types.flatMap((type) => [
      `const ${type} = elements.create(${args(`'${type}'`, optional(options))});`,
      `${type}.mount('#${type}');`,
    ]),
  ].join('\n');
}

/** Writes the code for a React app. */
function react({ group, types, options }) {
  const names = types.map((type) => `${type[0].toUpperCase()}${type.slice(1)}Element`);
  const fields = names.map((name) =>
    isEmpty(options) ? `      <${name} />` : `      <${name} options={options} />`,
  );
  return [
    `import { Elements, ${names.join(', ')} } from 'payframe/react';`,
    '',
    ...(isEmpty(group) ? [] : [`const group = ${json(group)};`]),
    ...(isEmpty(options) ? [] : [`const options = ${json(options)};`]),
    '',
    'export function Fields({ payframe }) {',
    '  return (',
    isEmpty(group)
      ? '    <Elements payframe={payframe}>'
      : '    <Elements payframe={payframe} options={group}>',
    ...fields,
    '    </Elements>',
    '  );',
    '}',
  ].join('\n');
}

export const codes = { JavaScript: javascript, React: react };
