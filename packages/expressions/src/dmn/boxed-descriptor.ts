const child = (name: string) => ({ name, type: 'ChildExpression' });
const iteratorVariable = { name: 'iteratorVariable', type: 'String', isAttr: true };
const expression = (name: string, ...properties: object[]) => ({ name, superClass: ['dmn:Expression'], properties });

/**
 * The boxed expressions that DMN 1.4 brought, which the reader of DMN 1.3 does not know: their elements are read in a
 * namespace of their own.
 */
export const boxedDescriptor = {
  name: 'Boxed',
  uri: 'urn:gaita:dmn-boxed',
  prefix: 'boxed',
  xml: { tagAlias: 'lowerCase' },
  types: [
    expression('Conditional', child('if'), child('then'), child('else')),
    expression('Filter', child('in'), child('match')),
    expression('For', iteratorVariable, child('in'), child('return')),
    expression('Every', iteratorVariable, child('in'), child('satisfies')),
    expression('Some', iteratorVariable, child('in'), child('satisfies')),
    {
      name: 'ChildExpression',
      properties: [
        { name: 'id', type: 'String', isAttr: true },
        { name: 'typeRef', type: 'String', isAttr: true },
        { name: 'value', type: 'dmn:Expression' },
      ],
    },
  ],
};

const kept = '<!--[^]*?-->|<!\\[CDATA\\[[^]*?\\]\\]>';
const tags = new RegExp(
  `${kept}|<(/?)(?:[\\w.-]+:)?(conditional|filter|for|every|some|if|then|else|in|match|return|satisfies)(?=[\\s/>])`,
  'g',
);

/** The file with those elements in the namespace above. */
export function withBoxedNamespace(xml: string): string {
  if (!/<(?:[\w.-]+:)?(?:conditional|filter|for|every|some)[\s/>]/.test(xml)) return xml;
  const declared = xml.replace(/<(?:[\w.-]+:)?definitions(?=\s)/, (tag) => `${tag} xmlns:boxed="${boxedDescriptor.uri}"`);
  return declared.replace(tags, (tag: string, close: string | undefined, name: string | undefined) =>
    name === undefined ? tag : `<${close ?? ''}boxed:${name}`,
  );
}
